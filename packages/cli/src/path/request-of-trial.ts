import type { ExecuteIo } from '@pawl/runner';
import { requestMaker } from '@pawl/runner';

/** Renders the request of a planned trial. */
export function requestOfTrial(): ExecuteIo['request'] {
  const make = requestMaker();
  return ({ target, set, case: evalCase, trial }) => {
    const { request, digest, ...rest } = make(target, { set: set.name, case: evalCase });
    return { request: { ...request, trial }, digest: digest(), ...rest };
  };
}
