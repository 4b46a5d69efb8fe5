/** Which API was asked. */
export type Api = 'chat' | 'responses' | 'embeddings' | 'messages' | 'echo';

/** The APIs by path. */
export const apis: ReadonlyMap<string, Api> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/responses', 'responses'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/messages', 'messages'],
  ['/echo', 'echo'],
]);

/** A JSON object as it came. */
export type Fields = Readonly<Record<string, unknown>>;

/** One request to be answered. */
export interface Question {
  readonly api: Api;
  readonly path: string;
  readonly body: Fields;
  readonly model: string;
  readonly stream: boolean;
  /** From the header `x-chaos-case`, else a hash of the body. */
  readonly caseId: string;
  /** From the header `x-chaos-trial`, else empty. */
  readonly trial: string;
  readonly attempt: number;
  readonly sequence: number;
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text of a message's content: a text, or its text parts. */
function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => (isFields(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

/** Every text that the model is shown, one a message. */
export function textsOf({ api, body }: Question): readonly string[] {
  if (api === 'echo' || api === 'embeddings') return [JSON.stringify(body)];
  const given = api === 'responses' ? body['input'] : body['messages'];
  if (typeof given === 'string') return [given];
  const texts = listOf(given).map((message) =>
    isFields(message) ? textOfContent(message['content'] ?? message['output']) : '',
  );
  const system = api === 'messages' ? body['system'] : body['instructions'];
  return system === undefined ? texts : [textOfContent(system), ...texts];
}
