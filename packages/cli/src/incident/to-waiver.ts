import { UsageError, type Finding, type Json, type JsonObject } from '@pawl/core';
import { agreedBy, observedDrop } from '@pawl/gate';

import type { WaiveFlags } from '../grammar/incidents.ts';
import type { Waivable } from './choose-findings.ts';

/** What a person says about the waivers, and the day on which they say it. */
export interface WaiverTerms extends WaiveFlags {
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

const usualDays = 14;
const mostDays = 30;
const dayMs = 86_400_000;

/** The content of a waiver for exactly one finding. */
export function toWaiver(
  { finding, fingerprint, set, cases }: Waivable,
  terms: WaiverTerms,
): JsonObject {
  const { reason, why, owner, approver, today } = terms;
  const maxDrop = terms.maxDrop ?? roundedDrop(finding);
  return {
    set,
    ...(finding.target === undefined ? {} : { target: finding.target }),
    cases: [...cases],
    fingerprint,
    reason,
    why,
    owner,
    ...(approver === undefined ? {} : { approvers: agreedBy({ approvers: approver, owner }) }),
    created: today,
    until: lastDay(terms),
    ...optional('maxDrop', maxDrop),
  };
}

const optional = (key: string, value: Json | undefined): JsonObject =>
  value === undefined ? {} : { [key]: value };

/** The last day of a waiver: the one that was asked for, else two weeks from now. */
export function lastDay({ until, today }: WaiverTerms): string {
  if (until !== undefined) return checkedDay(until, today);
  return new Date(Date.parse(today) + usualDays * dayMs).toISOString().slice(0, 10);
}

function checkedDay(until: string, today: string): string {
  const days = (Date.parse(until) - Date.parse(today)) / dayMs;
  if (/^\d{4}-\d\d-\d\d$/u.test(until) && days >= 0 && days <= mostDays) return until;
  const latest = new Date(Date.parse(today) + mostDays * dayMs).toISOString().slice(0, 10);
  throw new UsageError('bad-until', `--until ${until}: a waiver holds ${mostDays} days at most.`, {
    hint: `Write a day from ${today} to ${latest}.`,
  });
}

/** The fall that was seen, rounded up to a tenth of a point: a further one is a new regression. */
function roundedDrop(finding: Finding): number | undefined {
  const drop = observedDrop(finding);
  return drop === undefined ? undefined : Math.ceil(drop * 1000) / 1000;
}
