import type { Json } from '@pawl/core';

import { isJsonObject } from '../shape/subject.ts';
import { parseJson } from '../text/find-json.ts';

/** How an answer to "may I?" reads: a yes, a no (or not yet), or neither. */
export type Approval = 'yes' | 'no' | 'unclear';

/** Reads an answer that is JSON (`true`, `{ approved: false }`, `{ status: "denied" }`) or English words. */
export function readApproval(text: string): Approval {
  const value = parseJson(text.trim());
  return value === undefined ? readWords(text) : readValue(value);
}

function readValue(value: Json | undefined): Approval {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return readWords(value);
  if (!isJsonObject(value)) return 'unclear';
  const read = new Set(Object.entries(value).flatMap(([key, inner]) => readField(key, inner)));
  if (read.has('no')) return 'no';
  return read.has('yes') && !read.has('unclear') ? 'yes' : 'unclear';
}

const granting =
  /^(?:is_?)?(?:approv(?:ed|al)|allow(?:ed)?|granted|accepted|confirm(?:ed|ation)?|authori[sz]ed|permitted|consent|ok|decision|status|result|answer|response|outcome|verdict|state)$/i;
const refusing =
  /^(?:is_?)?(?:denied|rejected|refused|declined|cancell?ed|pending|expired|revoked|error|is_?error)$/i;

function readField(key: string, value: Json | undefined): readonly Approval[] {
  if (granting.test(key)) return [readValue(value)];
  if (!refusing.test(key)) return [];
  return value === false || value === null || value === '' ? [] : ['no'];
}

const noes =
  /(?<![\p{L}\p{N}])(?:no|nope|not|never|none|nobody|den(?:y|ied|ies)|reject(?:ed|s|ion)?|refus(?:e|ed|es|al)|declin(?:e|ed|es)|disapprov(?:e|ed|al)|unapproved|forbidden|prohibited|disallowed|cancel(?:l?ed)?|abort(?:ed)?|stop|wait|hold|cannot|fail(?:ed|ure)?|error|false|unauthori[sz]ed|without|expired|revoked|withdrawn|timed out|timeout|pending|awaiting|waiting|requested|submitted|queued|under review|later)(?![\p{L}\p{N}])|n['’]t(?![\p{L}\p{N}])|👎|❌/iu;
const yeses =
  /(?<![\p{L}\p{N}])(?:yes|yep|yeah|ok|okay|approved?|granted|confirm(?:ed)?|allowed|accepted|authori[sz]ed|permitted|agreed|go ahead|proceed|sure|true)(?![\p{L}\p{N}])|👍|✅/iu;

// "Approved, but do not exceed 100" is for a person to read.
function readWords(text: string): Approval {
  const yes = yeses.exec(text.slice(0, longest));
  const no = noes.exec(text.slice(0, longest));
  if (yes === null) return no === null ? 'unclear' : 'no';
  if (no === null) return 'yes';
  return no.index < yes.index ? 'no' : 'unclear';
}

const longest = 2000;
