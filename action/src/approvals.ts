import type { GatePolicy, Incident } from '@pawl/core';
import { z } from 'zod';

import { isApiError } from './api-error.ts';
import type { Api } from './api.ts';
import type { WrittenWaiver } from './definitions/read-definitions.ts';
import type { PullRequestTrigger } from './trigger.ts';

/** A waiver that counts, with who approved it; or one that does not yet, with the reason. */
export type Approval =
  | {
      readonly kind: 'counts';
      readonly waiver: WrittenWaiver;
      readonly approvers: readonly string[];
    }
  | { readonly kind: 'waits'; readonly waiver: WrittenWaiver; readonly why: string };

/** What an approval is judged by. */
export interface ApprovalRules {
  /** Waivers of the base: they were approved when they were merged. */
  readonly standing: readonly WrittenWaiver[];
  readonly incidents: readonly Incident[];
  readonly policies: Readonly<Record<string, GatePolicy>>;
}

/**
 * A waiver that a pull request brings counts once somebody who may write to the repository, and is not its author, has
 * approved exactly this head. A waiver over a case that guards a blocking incident needs a second approver, or the
 * incident's owner.
 */
export async function weighWaivers(
  waivers: readonly WrittenWaiver[],
  trigger: PullRequestTrigger,
  { api, rules }: { readonly api: Api; readonly rules: ApprovalRules },
): Promise<readonly Approval[]> {
  const isStanding = (waiver: WrittenWaiver): boolean =>
    rules.standing.some((one) => one.path === waiver.path && one.text === waiver.text);
  if (waivers.every(isStanding)) return waivers.map((waiver) => counts(waiver, []));
  const approvers = await approversOf(api, trigger);
  return waivers.map((waiver) =>
    isStanding(waiver) ? counts(waiver, []) : weigh(waiver, approvers, { rules, trigger }),
  );
}

function counts(waiver: WrittenWaiver, approvers: readonly string[]): Approval {
  return { kind: 'counts', waiver, approvers };
}

interface Weighing {
  readonly rules: ApprovalRules;
  readonly trigger: PullRequestTrigger;
}

function weigh(
  waiver: WrittenWaiver,
  approvers: readonly string[],
  { rules, trigger }: Weighing,
): Approval {
  const named = waiver.waiver.approvers.map(plainLogin);
  const fitting = approvers.filter(
    (login) => named.length === 0 || named.includes(plainLogin(login)),
  );
  if (fitting.length === 0) {
    const who =
      named.length === 0 ? 'somebody with write access' : waiver.waiver.approvers.join(' or ');
    return {
      kind: 'waits',
      waiver,
      why: `it counts once ${who} (not the author) approves ${trigger.headSha.slice(0, 12)}`,
    };
  }
  const owners = guardedOwners(waiver, rules);
  if (owners === undefined || fitting.length > 1) return counts(waiver, fitting);
  if (fitting.some((login) => owners.includes(plainLogin(login)))) return counts(waiver, fitting);
  return {
    kind: 'waits',
    waiver,
    why: 'it waives a case that guards an incident, so it needs a second approver or the owner of the incident',
  };
}

/** Owners of the blocking incidents whose guards are waived; undefined where none is. */
function guardedOwners({ waiver }: WrittenWaiver, rules: ApprovalRules): string[] | undefined {
  const blocking = rules.policies[waiver.set]?.blockingSeverities ?? ['sev1', 'sev2'];
  const guarded = rules.incidents.filter(
    ({ severity, guards }) =>
      blocking.includes(severity) &&
      guards.some((guard) => guard.set === waiver.set && waiver.cases.includes(guard.case)),
  );
  if (guarded.length === 0) return undefined;
  return guarded.flatMap(({ owner }) => (owner === undefined ? [] : [plainLogin(owner)]));
}

const plainLogin = (login: string): string => login.replace(/^@/, '').toLowerCase();

const reviewSchema = z.object({
  user: z.object({ login: z.string() }).nullable(),
  state: z.string(),
  commit_id: z.string().nullish(),
});

/** Who may write and approved this head as their last word. */
async function approversOf(api: Api, trigger: PullRequestTrigger): Promise<string[]> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  const reviews = await api.list(reviewSchema, route, { pull_number: trigger.number });
  const last = new Map<string, z.infer<typeof reviewSchema>>();
  for (const review of reviews) {
    const login = review.user?.login;
    if (login !== undefined && review.state !== 'COMMENTED') last.set(login, review);
  }
  const approvers: string[] = [];
  for (const [login, review] of last) {
    const approves = review.state === 'APPROVED' && review.commit_id === trigger.headSha;
    if (approves && login !== trigger.author && (await mayWrite(api, login))) approvers.push(login);
  }
  return approvers;
}

const permissionSchema = z.object({ permission: z.string() });

async function mayWrite(api: Api, username: string): Promise<boolean> {
  try {
    const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
    const { permission } = await api.ask(permissionSchema, route, { username });
    return permission === 'admin' || permission === 'write';
  } catch (error) {
    if (isApiError(error)) return false;
    throw error;
  }
}
