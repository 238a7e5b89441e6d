import { type FunctionState, notReadyIn } from '../../../lambda/function/function-setup.ts';
import type { Line } from '../../../terminal/line.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { strong, verbatim, words } from '../../../terminal/words.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, SuspectRule } from '../claims/suspect.ts';

/**
 * Lambda can't run the function, and says why: calls fail before the code, and no metric of the function counts them.
 */
export const notReady: SuspectRule = {
  name: 'notReady',
  weigh(file) {
    const found = notReadyIn(file.described.known ? file.described.value.setup : undefined);
    if (found === null) return null;
    const { isDown, told } = found;
    const evidence = [api('lambda:GetFunctionConfiguration')];
    const family = familyOf(told);
    const pro: Weighed[] = [
      {
        weight: isDown ? 6 : 1,
        says: isDown
          ? words`its state ${verb(file, 'is', 'was')} ${stateWords(told)}`
          : words`its last update failed: ${stateWords(told)}`,
        evidence,
      },
    ];
    if (isDown && file.reasons.some(({ rule }) => rule === 'silence'))
      pro.push({
        weight: 1,
        says: words`calls stopped: those that can't start are counted nowhere`,
        evidence: [metric(file, 'Invocations', 'Sum')],
      });
    const contra: Weighed[] = isDown
      ? [{ weight: 0, says: words`Lambda does not say since when`, evidence }]
      : [{ weight: 1, says: words`what ran before the update still ${verb(file, 'runs', 'ran')}`, evidence }];
    return { title: family.title, pro, contra, advice: family.advice };
  },
};

/** As Lambda puts it. */
function stateWords({ status, reasonCode, reason }: FunctionState): Line {
  const code = reasonCode === null ? safe`` : safe`, ${safeText(reasonCode)}`;
  const why = reason === null ? safe`` : safe`: ${safeText(reason)}`;
  return verbatim([strong(safe`${safeText(status)}${code}${why}`)]);
}

interface Family {
  readonly pattern: RegExp;
  readonly title: Line;
  readonly advice: Advice;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html (StateReasonCode) */
const FAMILIES: readonly Family[] = [
  {
    pattern: /KMS/,
    title: words`its key can't be used`,
    advice: {
      now: words`check that the key is enabled and its policy names the function's role`,
      next: words`save the function's environment again, to renew the grant`,
      later: words`an alarm on keys that are disabled or about to be deleted`,
      harms: words`making the role again under its name: the grant does not come back with it`,
    },
  },
  {
    pattern: /Eni|Subnet|SecurityGroup/i,
    title: words`its network can't be set up`,
    advice: {
      now: words`check the subnets' free addresses, the security groups, and the role's EC2 permissions`,
      next: words`see whether other functions of the VPC fail alike; ask for more network interfaces if they are used up`,
      later: words`larger subnets in more zones, shared by functions with the same security groups`,
      harms: null,
    },
  },
  {
    pattern: /EFS/,
    title: words`its file system can't be mounted`,
    advice: {
      now: words`check the mount targets in the function's zones and their security group`,
      next: words`see the file system's own metrics`,
      later: words`keep what calls need out of it`,
      harms: null,
    },
  },
  {
    pattern: /Image/,
    title: words`its image can't be had`,
    advice: {
      now: words`put the image back, or deploy one that is there`,
      next: words`check the repository's policy and its rules that delete images`,
      later: words`keep images that functions use out of those rules`,
      harms: null,
    },
  },
];

const OTHER: Family = {
  pattern: /(?:)/,
  title: words`it is not ready to run`,
  advice: {
    now: words`mend what Lambda names as the reason`,
    next: words`look in CloudTrail what was changed last`,
    later: words`alarm on too few invocations`,
    harms: null,
  },
};

function familyOf({ reasonCode }: FunctionState): Family {
  return FAMILIES.find(({ pattern }) => pattern.test(reasonCode ?? '')) ?? OTHER;
}
