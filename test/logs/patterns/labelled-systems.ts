/** Synthetic logs in the style of well-known systems, with the true template of each line. */
export interface LabelledLine {
  readonly text: string;
  readonly template: string;
}

export interface LoggingSystem {
  readonly name: string;
  /** With values in angle brackets, most frequent first. */
  readonly templates: readonly string[];
}

export const LOGGING_SYSTEMS: readonly LoggingSystem[] = [
  {
    name: 'a distributed file system',
    templates: [
      'Receiving block <block> src: /<ip>:<port> dest: /<ip>:<port>',
      'PacketResponder <digit> for block <block> terminating',
      'Received block <block> of size <number> from /<ip>',
      'BLOCK* NameSystem.addStoredBlock: blockMap updated: <ip>:<port> is added to <block> size <number>',
      'BLOCK* NameSystem.allocateBlock: <path> <block>',
      'Deleting block <block> file <path>',
      'BLOCK* NameSystem.delete: <block> is added to invalidSet of <ip>:<port>',
      'Verification succeeded for <block>',
      '<ip>:<port> Served block <block> to /<ip>',
      '<ip>:<port>:Got exception while serving <block> to /<ip>:',
      'BLOCK* ask <ip>:<port> to replicate <block> to datanode(s) <ip>:<port>',
      'Unexpected error trying to delete block <block>. BlockInfo not found in volumeMap.',
      'Starting thread to transfer block <block> to <ip>:<port>',
      'writeBlock <block> received exception java.io.IOException: Could not read from stream',
    ],
  },
  {
    name: 'a batch scheduler on the JVM',
    templates: [
      'Running task <number>.<digit> in stage <number>.<digit> (TID <number>)',
      'Finished task <number>.<digit> in stage <number>.<digit> (TID <number>). <number> bytes result sent to driver',
      'Block broadcast_<number>_piece<digit> stored as bytes in memory (estimated size <size>, free <size>)',
      'Block rdd_<number>_<number> stored as values in memory (estimated size <size>, free <size>)',
      'Found block rdd_<number>_<number> locally',
      'Getting <number> non-empty blocks out of <number> blocks',
      'Started <digit> remote fetches in <number> ms',
      'Input split: hdfs://<host>:<port><path>:<number>+<number>',
      'Successfully registered with driver',
      'Changing view acls to: <user>',
      'Changing modify acls to: <user>',
      'SecurityManager: authentication disabled; ui acls disabled; users with view permissions: Set(<user>); users with modify permissions: Set(<user>)',
      'Removed broadcast_<number>_piece<digit> on <host>:<port> in memory (size: <size>, free: <size>)',
      'Lost executor <number> on <host>: Remote RPC client disassociated.',
      'Times: total = <number>, boot = <number>, init = <number>, finish = <digit>',
      'Saved output of task attempt_<number>_<number>_m_<number>_<digit> to hdfs://<host>:<port><path>',
    ],
  },
  {
    name: 'a coordination service',
    templates: [
      'Received connection request /<ip>:<port>',
      'Accepted socket connection from /<ip>:<port>',
      'Closed socket connection for client /<ip>:<port> which had sessionid <hex>',
      'Closed socket connection for client /<ip>:<port> (no session established for client)',
      'Established session <hex> with negotiated timeout <number> for client /<ip>:<port>',
      'Client attempting to establish new session at /<ip>:<port>',
      'Client attempting to renew session <hex> at /<ip>:<port>',
      'Expiring session <hex>, timeout of <number>ms exceeded',
      'Processed session termination for sessionid: <hex>',
      'Connection broken for id <number>, my id = <digit>, error =',
      'caught end of stream exception',
      'Interrupting SendWorker',
      'Send worker leaving thread',
      'Notification: <digit> (n.leader), <hex> (n.zxid), <hex> (n.round), FOLLOWING (n.state), <digit> (n.sid), LOOKING (my state)',
      'Snapshotting: <hex> to <path>',
      'FOLLOWING - LEADER ELECTION TOOK - <number>',
    ],
  },
  {
    name: 'a cloud controller',
    templates: [
      '[req-<uuid> <hex32> <hex32> - - -] <ip> "GET /v2/<hex32>/servers/detail HTTP/1.1" status: 200 len: <number> time: <float>',
      '[req-<uuid> <hex32> <hex32> - - -] <ip> "POST /v2/<hex32>/os-server-external-events HTTP/1.1" status: 200 len: <number> time: <float>',
      '[instance: <uuid>] VM Started (Lifecycle Event)',
      '[instance: <uuid>] VM Stopped (Lifecycle Event)',
      '[instance: <uuid>] Took <float> seconds to build instance.',
      '[instance: <uuid>] Took <float> seconds to destroy the instance on the hypervisor.',
      '[instance: <uuid>] Attempting claim: memory <number> MB, disk <number> GB, vcpus <digit> CPU',
      '[instance: <uuid>] Total memory: <number> MB, used: <float> MB',
      '[instance: <uuid>] Claim successful',
      '[instance: <uuid>] Deleting instance files <path>',
      '[instance: <uuid>] Creating image',
      'Active base files: <path>',
      'Removable base files: <path>',
      'Running instance usage audit for host <host> from <date> to <date>. <digit> instances.',
      'Unknown base file: <path>',
      'Bad response code while validating token: <number>',
    ],
  },
  {
    name: 'a supercomputer',
    templates: [
      'generating core.<number>',
      'instruction cache parity error corrected',
      'CE sym <digit>, at <hex>, mask <hex>',
      '<number> double-hummer alignment exceptions',
      'ciod: failed to read message prefix on control stream (CioStream socket to <ip>:<port>',
      'ciod: Error loading <path>: invalid or missing program image, No such file or directory',
      'ciod: LOGIN chdir(<path>) failed: No such file or directory',
      'total of <digit> ddr error(s) detected and corrected',
      '<digit> ddr errors(s) detected and corrected on rank <digit>, symbol <number>, bit <digit>',
      'data TLB error interrupt',
      'machine check interrupt (bit=<hex>): L2 dcache unit read return parity error',
      'rts: kernel terminated for reason <number>',
      'program interrupt: fp cr field.............<digit>',
      'critical input interrupt enable...<digit>',
      'Node card VPD check: missing <word> node, VPD ecid <hex> in processor card slot <word>',
      'idoproxydb hit ASSERT condition: ASSERT expression=<digit> Source file=<word>.cpp Source line=<number> Function=int TBGLIDO_Network(int)',
    ],
  },
  {
    name: 'a Unix host',
    templates: [
      'authentication failure; logname= uid=<digit> euid=<digit> tty=NODEVssh ruser= rhost=<host>',
      'authentication failure; logname= uid=<digit> euid=<digit> tty=NODEVssh ruser= rhost=<host>  user=<user>',
      'session opened for user <user> by (uid=<digit>)',
      'session closed for user <user>',
      'check pass; user unknown',
      'connection from <ip> () at <date>',
      'connection from <ip> (<host>) at <date>',
      'ALERT exited abnormally with [<digit>]',
      'Kerberos authentication failed',
      'audit(<float>:<digit>): initialized',
      'Memory: <number>k/<number>k available (<number>k kernel code, <number>k reserved, <number>k data, <number>k init, <digit>k highmem)',
      'Kernel command line: ro root=LABEL=/ rhgb quiet',
      'Out of Memory: Killed process <number> (<word>).',
      'CPU <digit>: Intel(R) Xeon(R) stepping <number>',
      'ANONYMOUS FTP LOGIN FROM <ip>,  (anonymous)',
      'cups: <word> shutdown succeeded',
    ],
  },
  {
    name: 'a secure shell',
    templates: [
      'Failed password for root from <ip> port <port> ssh2',
      'Failed password for invalid user <user> from <ip> port <port> ssh2',
      'Invalid user <user> from <ip>',
      'input_userauth_request: invalid user <user> [preauth]',
      'pam_unix(sshd:auth): check pass; user unknown',
      'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=<ip>',
      'Received disconnect from <ip>: <number>: Bye Bye [preauth]',
      'Connection closed by <ip> [preauth]',
      'reverse mapping checking getaddrinfo for <host> [<ip>] failed - POSSIBLE BREAK-IN ATTEMPT!',
      'Accepted password for <user> from <ip> port <port> ssh2',
      'Did not receive identification string from <ip>',
      'error: Received disconnect from <ip>: <digit>: com.jcraft.jsch.JSchException: Auth fail [preauth]',
      'message repeated <digit> times: [ Failed password for root from <ip> port <port> ssh2]',
      'Too many authentication failures for <user> [preauth]',
      'PAM <digit> more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=<ip>  user=root',
    ],
  },
  {
    name: 'a web server',
    templates: [
      'jk2_init() Found child <number> in scoreboard slot <number>',
      'workerEnv.init() ok <path>',
      'mod_jk child workerEnv in error state <digit>',
      '[client <ip>] Directory index forbidden by rule: <path>',
      "jk2_init() Can't find child <number> in scoreboard",
      'mod_jk child init <digit> -<digit>',
      '[client <ip>] File does not exist: <path>',
      '[client <ip>] script not found or unable to stat: <path>',
      'caught SIGTERM, shutting down',
    ],
  },
  {
    name: 'a proxy',
    templates: [
      'proxy.<host>:<port> close, <number> bytes<remark> sent, <number> bytes<remark> received, lifetime <clock>',
      '<host>:<port> open through proxy proxy.<host>:<port> HTTPS',
      '<host>:<port> error : Could not connect through proxy proxy.<host>:<port> - Proxy server cannot establish a connection with the target, status code <number>',
      'open directly to <host>:<port>',
    ],
  },
  {
    name: 'a phone',
    templates: [
      'acquire lock=<number>, flags=<hex>, tag="<word>", name=<word>, ws=null, uid=<number>, pid=<number>',
      'release:lock=<number>, flag=<hex>, tag="<word>", name=<word>", ws=null, uid=<number>, pid=<number>',
      'getRunningAppProcesses: caller <number> does not hold REAL_GET_TASKS; limiting output',
      'Skipping AppWindowToken{<hex8> token=Token{<hex8> ActivityRecord{<hex8> u0 com.example.<word>/.ui.<word> t<number>}}} -- going to hide',
      'setSystemUiVisibility vis=<number> mask=<number> oldVal=<number> newVal=<number> diff=<number> fullscreenStackVis=<digit>',
      'Destroying surface Surface(name=SurfaceView - com.example.<word>) called by com.android.server.wm.<word>',
      'printFreezingDisplayLogsopening app wtoken = AppWindowToken{<hex8> token=Token{<hex8>}}, allDrawn= false, startingDisplayed = false',
      'onStandStepChanged <number>',
      'flush sensor data',
      'getTodayTotalDetailSteps = <number>##<number>##<number>##<number>',
      'calculateCaloriesWithCache totalCalories=<number>',
      'setTodayTotalDetailSteps=<number>##<number>##<number>',
      'userActivityNoUpdateLocked: eventTime=<number>, event=<digit>, flags=<hex>, uid=<number>',
      'ready=true,policy=<digit>,wakefulness=<digit>,wksummary=<hex>,uasummary=<hex>,bootcompleted=true',
    ],
  },
  {
    name: 'an installer',
    templates: [
      'Loaded Servicing Stack v<float> with Core: <path>',
      'Session: <number>_<number> initialized by client WindowsUpdateAgent.',
      'Read out cached package applicability for package: Package_for_KB<number>~<hex>~amd64~~<float>, ApplicableState: <number>, CurrentState:<number>',
      'SQM: Initializing online with Windows opt-in: False',
      'SQM: Cleaning up report files older than <number> days.',
      'SQM: Failed to start upload with file pattern: <path>, flags: <hex> [HRESULT = <hex> - E_FAIL]',
      'Warning: Unrecognized packageExtended attribute.',
      'Expecting attribute name [HRESULT = <hex> - CBS_E_MANIFEST_INVALID_ITEM]',
      'No startup processing required, TrustedInstaller service was not set as autostart, or else a reboot is still pending.',
      'NonStart: Checking to ensure startup processing was not required.',
      '<hex8> Created NT transaction (seq <digit>) result <hex>, handle @<hex>',
      '<hex8> ICSITransaction::Commit calling IStorePendingTransaction::Apply - coldpatching=FALSE applyflags=<digit>',
    ],
  },
  {
    name: 'functions',
    templates: [
      'cart loaded items=<number> total=<float>',
      'POST https://payments.internal/v2/charge try=<digit>',
      'retry <digit>/<digit> POST https://payments.internal/v2/charge',
      'payments.internal: try <digit> slow, waiting <number> ms',
      'order placed orderId=<number> paymentId=pay_<hex8>',
      'resized s3://<host>/<hex8>.jpg to <number>x<number> in <number> ms',
      'circuit half-open <word>',
      'could not deliver to <user>@<host>: mailbox full',
      'batch of <number> records from shard shardId-<number>, <digit> failed',
      'cache miss key=user:<uuid>',
      'cache hit key=user:<uuid>',
      "TypeError: Cannot read properties of undefined (reading '<word>')",
      'token issued for <user>, expires in <number> s',
    ],
  },
];

const WORDS =
  'alpha north_b Ledger.Post u-boot kestrel Mirror.js tulip.exe stoneRow quince vela orbit-7 fern'.split(' ');
const USERS = 'root admin carol oper webadmin test guest dave nagios git support uucp'.split(' ');
const HOSTS =
  'db1.example.net cache-7.internal.example.org edge.example.com 14-2.cust.example.net node-12 mail.example.de'.split(
    ' ',
  );

type Random = () => number;

/** `count` lines of a system: a few of its templates make up most of them, as in real logs. */
export function labelledLines(system: LoggingSystem, count: number, random: Random): readonly LabelledLine[] {
  const weights = system.templates.map((_, rank) => 1 / (rank + 1) ** 1.3);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length: count }, (_, index) => {
    let left = random() * total;
    const drawn = weights.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
    // Each template appears, at least as often as the rarest ones.
    const template =
      system.templates[index < 2 * system.templates.length ? index % system.templates.length : drawn] ?? '';
    return {
      text: template.replaceAll(/<(\w+)>/g, (_match, kind: string) => drawnValue(kind, random)),
      template,
    };
  });
}

function drawnValue(kind: string, random: Random): string {
  const upTo = (most: number) => Math.floor(random() * most);
  const hex = (length: number) => Array.from({ length }, () => upTo(16).toString(16)).join('');
  const pick = (from: readonly string[]) => from[upTo(from.length)] ?? '';
  switch (kind) {
    case 'block':
      return `blk_${random() < 0.5 ? '-' : ''}${upTo(2 ** 53)}`;
    case 'ip':
      return `${10 + upTo(200)}.${upTo(256)}.${upTo(256)}.${upTo(256)}`;
    case 'port':
      return String(1_024 + upTo(60_000));
    case 'digit':
      return String(upTo(10));
    case 'number':
      return String(upTo(10 ** (1 + upTo(7))));
    case 'float':
      return (random() * 10 ** upTo(4)).toFixed(1 + upTo(5));
    case 'size':
      return `${(random() * 900 + 1).toFixed(1)} ${pick(['B', 'KB', 'MB', 'GB'])}`;
    case 'path':
      return `/${Array.from({ length: 1 + upTo(4) }, () => `${pick(WORDS)}${upTo(90)}`).join('/')}`;
    case 'hex':
      return `0x${hex(4 + upTo(12))}`;
    case 'hex8':
      return `${upTo(10)}${hex(7)}`;
    case 'hex32':
      return `${upTo(10)}${hex(31)}`;
    case 'uuid':
      return `${upTo(10)}${hex(7)}-${hex(4)}-4${hex(3)}-${hex(4)}-${hex(12)}`;
    case 'date':
      return `2026-11-${10 + upTo(20)} ${10 + upTo(14)}:${10 + upTo(50)}:${10 + upTo(50)}`;
    case 'clock':
      return random() < 0.3 ? '<1 sec' : `${10 + upTo(50)}:${10 + upTo(50)}`;
    // Where a number is large, the same in words stands beside it.
    case 'remark':
      return random() < 0.5 ? '' : ` (${(random() * 900 + 1).toFixed(1)} KB)`;
    case 'user':
      return pick(USERS);
    case 'host':
      return pick(HOSTS);
    default:
      return pick(WORDS);
  }
}
