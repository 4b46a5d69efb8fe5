/** A reason against accepting a run, as the gate gives it. */
export interface AcceptReason {
  readonly code: 'nothing-run' | 'unfinished' | 'incomplete' | 'partial' | 'shard' | 'failed';
  readonly detail: string;
}

/** Why a run may not become the baseline, and what to do. */
export function wordAcceptProblem({ code, detail }: AcceptReason): {
  readonly message: string;
  readonly hint: string;
} {
  switch (code) {
    case 'nothing-run':
      return { message: 'nothing was run', hint: 'Run the sets first: pawl run' };
    case 'unfinished':
      return {
        message: `it did not finish (${detail})`,
        hint: 'Finish it first: pawl run --resume',
      };
    case 'incomplete':
      return {
        message: `it is not whole: ${detail}`,
        hint: 'Run it whole again: pawl run. What faulted is asked anew, and answers that the cache holds cost nothing',
      };
    case 'partial':
      return {
        message: 'it holds only a part of the cases',
        hint: 'Accept a run of all cases: pawl run',
      };
    case 'shard':
      return { message: `it is only ${detail}`, hint: 'Join the shards first: pawl merge <dir…>' };
    case 'failed':
      return {
        message: `the gate failed it (${detail})`,
        hint: 'Fix what broke; or, to accept being worse on purpose: pawl gate <run>, then pawl waive <run> <case…>, then accept again',
      };
  }
}
