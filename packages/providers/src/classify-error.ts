import type { FaultError } from '@pawl/core';

import { faultOf } from './fault-of.ts';

const tlsCodes =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/** How far an exchange had come when it broke. */
export type Stage = 'asking' | 'reading';

/** The fault that a broken connection means; the message names the host and the cause's code. */
export function faultOfConnection(error: unknown, host: string, stage: Stage): FaultError {
  const code = causeCode(error);
  if (tlsCodes.test(code)) {
    return faultOf('tls', `No trustworthy connection to ${host} (${code})`, { cause: error });
  }
  if (dnsCodes.has(code)) {
    return faultOf('dns', `The name ${host} cannot be found (${code})`, { cause: error });
  }
  if (code.startsWith('HPE_') || code.startsWith('UND_ERR_HEADERS')) {
    return faultOf('bad-response', `${host} does not speak HTTP as it should (${code})`, {
      cause: error,
    });
  }
  return stage === 'asking'
    ? faultOf('connection', `No answer from ${host} (${code})`, { cause: error })
    : faultOf('truncated', `The answer from ${host} broke off (${code})`, { cause: error });
}

/** The innermost `code` of an error and its causes, else its name. */
function causeCode(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const inner = error.cause instanceof Error ? causeCode(error.cause) : undefined;
  if (inner !== undefined && /^[A-Z][A-Z0-9_]+$/.test(inner)) return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
