import type { Finding } from '@pawl/core';
import { waivedCases } from '@pawl/gate';

import type { Place, PullRequestTrigger } from './trigger.ts';

const daysOpen = 14;

/**
 * A page of GitHub's editor that holds a waiver file for one finding, ready to be given its reasons. Where that is too
 * long for an address, the file holds the command that writes it.
 */
export function waiverLink(
  finding: Finding,
  at: {
    readonly place: Place;
    readonly trigger: PullRequestTrigger;
    readonly evalsFolder: string;
    readonly now: Date;
    readonly runId: string;
  },
): string | undefined {
  const { place, trigger, evalsFolder, now } = at;
  const cases = waivedCases(finding);
  const { set, fingerprint } = finding;
  if (set === undefined || fingerprint === undefined || cases.length === 0) return undefined;
  if (trigger.outsider === 'fork') return undefined;
  const created = now.toISOString().slice(0, 10);
  const until = new Date(now.getTime() + daysOpen * 86_400_000).toISOString().slice(0, 10);
  const lines = [
    `set: ${set}`,
    ...(finding.target === undefined ? [] : [`target: ${finding.target}`]),
    `cases: [${cases.map(yamlText).join(', ')}]`,
    `fingerprint: ${JSON.stringify(fingerprint)}`,
    'reason: accepted-tradeoff # accepted-tradeoff, false-positive, fixed-in:#123, tracked:#456 or will-revert',
    'why: ""',
    'owner: ""',
    `created: ${created}`,
    `until: ${until} # at most 30 days`,
    '',
  ];
  const filename = `${evalsFolder}/waivers/${created}-${set}-${fingerprint.slice(0, 8)}.yaml`;
  const branch = trigger.headRef.split('/').map(encodeURIComponent).join('/');
  const linkTo = (value: string): string => {
    const query = new URLSearchParams({ filename, value });
    return `${place.serverUrl}/${place.owner}/${place.repo}/new/${branch}?${query.toString()}`;
  };
  const texts = [lines.join('\n'), byCommand(at.runId, fingerprint)];
  return texts.map(linkTo).find((link) => link.length <= longest);
}

/** What to type beside the downloaded results where the cases are too many for an address: it names all of them. */
function byCommand(runId: string, fingerprint: string): string {
  return [
    '# Too many cases for a link. With the results of this run in .pawl/runs, this writes the file with all of them:',
    `#   npx pawl gate ${runId}`,
    `#   npx pawl waive ${runId} --finding ${fingerprint} --reason accepted-tradeoff --why "" --owner "" --approver ""`,
    '',
  ].join('\n');
}

/** A plain word as it is; everything else in quotes, which YAML reads as JSON does. */
function yamlText(text: string): string {
  return /^[a-z][\w-]*$/i.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

/** GitHub answers 414 beyond 8 kB. */
const longest = 7000;
