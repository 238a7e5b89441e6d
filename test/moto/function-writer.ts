import { CreateFunctionCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { SdkClients } from './sdk-clients.ts';

/** Creates a function in moto. It is never called, so its code may be anything. */
export async function createFunction(
  { lambda }: SdkClients,
  lambdaRoleArn: string,
  name: string,
  reservedConcurrency: number | null = null,
): Promise<void> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: lambdaRoleArn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 3,
      MemorySize: 256,
      Code: { ZipFile: Buffer.from('never called') },
    }),
  );
  if (reservedConcurrency === null) return;
  await lambda.send(
    new PutFunctionConcurrencyCommand({
      FunctionName: name,
      ReservedConcurrentExecutions: reservedConcurrency,
    }),
  );
}
