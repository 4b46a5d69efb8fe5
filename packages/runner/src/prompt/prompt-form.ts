import {
  isJsonObject,
  type Json,
  type Message,
  messageSchema,
  type ModelTarget,
  type ParsedText,
  type Path,
  pathName,
  type Place,
  type Problem,
  readWithSchema,
  readYaml,
  type Target,
  type TextStart,
} from '@pawl/core';
import { z } from 'zod';

import { parseTemplate, type PromptTemplate } from './template-engine.ts';
import { textStart } from './text-start.ts';

/** The prompt of a model target, parsed once. */
export interface PromptForm {
  /** Left out: the input itself is what the model is asked. */
  readonly messages?: readonly MessageTemplate[];
}

/** One message with its template. */
export interface MessageTemplate {
  readonly message: Message;
  readonly content?: PromptTemplate;
}

/** Mistakes in a prompt file, as problems. */
export class PromptProblems extends Error {
  override readonly name = 'PromptProblems';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.problems = problems;
  }
}

/**
 * The messages of a target, in this order: `system` of the target, the prompt file, `messages` of the
 * target. Throws `TemplateTrouble` or `PromptProblems`.
 */
export function toPromptForm(target: ModelTarget): PromptForm {
  const at = (path: Path): TextStart => placeOfTemplate(target, path);
  const system =
    target.system === undefined ? [] : [plain('system', target.system, at(['system']))];
  const file = fileMessages(target);
  const own = (target.messages ?? []).map((message, index) =>
    toTemplate(message, () => at(['messages', index, 'content'])),
  );
  const messages = [...system, ...file, ...own];
  if (file.length === 0 && own.length === 0)
    return system.length === 0 ? {} : { messages: [...system, ...asked({ file: 'pawl.yaml' })] };
  return { messages };
}

/** Where a template of the target begins; without a word about it, its file is all that is known. */
export function placeOfTemplate({ templates }: Target, path: Path): TextStart {
  return templates?.get(pathName(path)) ?? { file: 'pawl.yaml' };
}

/** With a system prompt alone, the input is what the user says. */
const asked = (place: Place): MessageTemplate[] => [plain('user', '{{ input }}', place)];

function plain(role: Message['role'], text: string, place: TextStart): MessageTemplate {
  return { message: { role }, content: parseTemplate(text, place) };
}

function fileMessages({ prompt, promptFile }: ModelTarget): MessageTemplate[] {
  if (prompt === undefined) return [];
  const file = promptFile ?? 'the prompt';
  if (!/\.ya?ml$/iu.test(file)) return [plain('user', prompt, { file, line: 1, column: 1 })];
  return yamlMessages(readYaml(prompt, file), prompt);
}

interface PromptFile {
  readonly system?: string;
  readonly messages?: readonly Message[];
}

const promptSchema: z.ZodType<PromptFile> = z.strictObject({
  system: z.string().describe('System prompt').exactOptional(),
  messages: z.array(messageSchema).min(1).describe('Messages').exactOptional(),
});

function yamlMessages(text: ParsedText, source: string): MessageTemplate[] {
  const read = readWithSchema(isList(text.value) ? asMessages(text) : text, promptSchema);
  if (read.value === undefined || read.problems.length > 0) throw new PromptProblems(read.problems);
  const { system, messages = [] } = read.value;
  const base = isList(text.value) ? [] : ['messages'];
  const lines = source.split('\n');
  const at = (path: Path): TextStart => textStart(text.locate(path), lines);
  const first = system === undefined ? [] : [plain('system', system, at(['system']))];
  const rest = messages.map((message, index) =>
    toTemplate(message, () => at([...base, index, 'content'])),
  );
  const templates = [...first, ...rest];
  return messages.length === 0 ? [...templates, ...asked(text.locate([]))] : templates;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A bare list of messages is the same as `messages:`. */
function asMessages(text: ParsedText): ParsedText {
  const inside = (path: Path): Path => (path[0] === 'messages' ? path.slice(1) : path);
  return {
    ...text,
    ...(text.value === undefined || isJsonObject(text.value)
      ? {}
      : { value: { messages: text.value } }),
    locate: (path) => text.locate(inside(path)),
    locateKey: (path) => text.locateKey(inside(path)),
    written: (path) => text.written(inside(path)),
  };
}

function toTemplate(message: Message, place: () => TextStart): MessageTemplate {
  if (message.content === undefined) return { message };
  return { message, content: parseTemplate(message.content, place()) };
}
