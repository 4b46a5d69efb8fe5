/** The one table of exit codes. */
export const exitCodes = {
  pass: 0,
  fail: 1,
  usage: 2,
  inconclusive: 3,
  bug: 70,
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of the codes that the command may end with. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
