import { safe } from '../terminal/safe-text.ts';
import type { RawText, SafeText } from '../terminal/text.ts';

/**
 * The text for a log group that can't be read because of its class; null for any other error.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
 */
export function logClassWords(error: { readonly name: RawText; readonly message: RawText }): SafeText | null {
  if (error.name !== 'InvalidOperationException' || !/log[- ](?:group[- ])?class/i.test(error.message))
    return null;
  if (/INFREQUENT_ACCESS/.test(error.message)) {
    return safe`the log group is of the Infrequent Access class, which nothing can follow: CloudWatch Logs Insights can query it`;
  }
  return safe`the log group is of a class that nothing can follow: only those of the Standard class can be`;
}
