import { canonicalText, type GatePolicy, type Json, type RuleChange } from '@pawl/core';

import { policyJson } from './policy-json.ts';

type Direction = RuleChange['direction'];

/** Rules where a larger value lets more pass; for a smaller one it is the other way round. */
const largerIsWeaker: Readonly<Record<string, boolean>> = {
  margin: true,
  maxFaults: true,
  maxRemoved: true,
  maxAgeDays: true,
  'budgets.costPerCase': true,
  'budgets.p95LatencyMs': true,
  'budgets.costGrowth': true,
  'budgets.latencyGrowth': true,
  confidence: false,
  passAt: false,
};

/** From the strictest answer to the weakest. */
const ladders: Readonly<Record<string, readonly string[]>> = {
  onInconclusive: ['block', 'auto', 'warn'],
  onMissingBaseline: ['inconclusive', 'floors'],
  onTimeout: ['fail', 'fault'],
};

/** Every rule that reads differently (a list of primary scorers narrows from all that are not advisory), and whether it makes the gate weaker or stricter. */
export function diffPolicies(before: GatePolicy, after: GatePolicy): RuleChange[] {
  const [was, now] = [flatten(before), flatten(after)];
  const names = [...new Set([...was.keys(), ...now.keys()])].toSorted();
  return names.flatMap((what): RuleChange[] => {
    const [old, fresh] = [was.get(what), now.get(what)];
    if (textOf(old) === textOf(fresh)) return [];
    return [
      {
        what,
        ...(old === undefined ? {} : { before: textOf(old) }),
        ...(fresh === undefined ? {} : { after: textOf(fresh) }),
        direction: directionOf(what, old, fresh),
      },
    ];
  });
}

function flatten(policy: GatePolicy): Map<string, Json> {
  const flat = new Map<string, Json>();
  for (const [key, value] of Object.entries(policyJson(policy))) {
    if (value === undefined) continue;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      flat.set(key, value);
      continue;
    }
    for (const [inner, item] of Object.entries(value)) {
      if (item !== undefined) flat.set(`${key}.${inner}`, item);
    }
  }
  return flat;
}

const textOf = (value: Json | undefined): string =>
  value === undefined ? '' : canonicalText(value);

function directionOf(what: string, old: Json | undefined, fresh: Json | undefined): Direction {
  const ladder = ladders[what];
  if (ladder !== undefined) return ladderDirection(ladder, old, fresh);
  if (what.startsWith('minimum.') || what.startsWith('slices.')) return floorDirection(old, fresh);
  if (what === 'primary' && old === undefined) return 'weaker';
  if (Array.isArray(old) || Array.isArray(fresh)) return listDirection(old, fresh);
  const weaker = largerIsWeaker[what];
  if (weaker === undefined) return 'other';
  if (typeof old !== 'number' || typeof fresh !== 'number') return limitDirection(what, fresh);
  return fresh > old === weaker ? 'weaker' : 'stricter';
}

function ladderDirection(
  ladder: readonly string[],
  old: Json | undefined,
  fresh: Json | undefined,
): Direction {
  if (typeof old !== 'string' || typeof fresh !== 'string') return 'other';
  return ladder.indexOf(fresh) > ladder.indexOf(old) ? 'weaker' : 'stricter';
}

/** A limit that is there on one side only: taking a budget away is weaker; a pass mark's default depends on the scorer. */
function limitDirection(what: string, fresh: Json | undefined): Direction {
  if (what === 'passAt') return 'other';
  return fresh === undefined ? 'weaker' : 'stricter';
}

function floorDirection(old: Json | undefined, fresh: Json | undefined): Direction {
  if (fresh === undefined) return 'weaker';
  if (old === undefined) return 'stricter';
  const [before, after] = [floorOf(old), floorOf(fresh)];
  if (before === undefined || after === undefined || before === after) return 'other';
  return after < before ? 'weaker' : 'stricter';
}

function floorOf(value: Json): number | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const found = entries.find(([name]) => name === 'share' || name === 'minimum')?.[1];
  if (typeof found !== 'object' || found === null)
    return typeof found === 'number' ? found : undefined;
  const shares = Object.values(found).filter((share) => typeof share === 'number');
  return shares.length === 0 ? undefined : Math.min(...shares);
}

function listDirection(old: Json | undefined, fresh: Json | undefined): Direction {
  if (!Array.isArray(old) || !Array.isArray(fresh)) return 'other';
  return old.every((item) => fresh.includes(item)) ? 'stricter' : 'weaker';
}
