/** Which run wrote a comment: the first line of its body, unseen by readers. */
export interface Marker {
  /** One comment per workflow and group of sets. */
  readonly key: string;
  readonly head: string;
  readonly runId: number;
  readonly attempt: number;
  readonly state: 'running' | 'done';
}

/** The marker as an HTML comment; the key cannot end it early. */
export function writeMarker(marker: Marker): string {
  const key = encodeURIComponent(marker.key).replaceAll('-', '%2D');
  const run = `${marker.runId}.${marker.attempt}`;
  return `<!-- pawl:v1 key=${key} head=${marker.head} run=${run} state=${marker.state} -->`;
}

const form =
  /^<!-- pawl:v1 key=([^ ]{1,600}) head=([0-9a-f]{40,64}) run=(\d{1,15})\.(\d{1,6}) state=(running|done) -->/;

/** The marker of a comment's body; undefined where it does not begin with one. */
export function readMarker(body: string): Marker | undefined {
  const match = form.exec(body);
  if (match === null) return undefined;
  const [, key = '', head = '', runId = '', attempt = '', state] = match;
  return {
    key: decoded(key),
    head,
    runId: Number(runId),
    attempt: Number(attempt),
    state: state === 'running' ? 'running' : 'done',
  };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return '';
  }
}

/** Above zero when `a` speaks of a newer run than `b`, or of the end of the same run. */
export function compareMarkers(a: Marker, b: Marker): number {
  if (a.runId !== b.runId) return a.runId - b.runId;
  if (a.attempt !== b.attempt) return a.attempt - b.attempt;
  return Number(a.state === 'done') - Number(b.state === 'done');
}
