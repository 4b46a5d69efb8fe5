import { cut } from './cut.ts';
import { makeVisible } from './visible.ts';

/** Text that is safe as the message of a workflow command (`::error::message`). */
export function forWorkflowCommand(
  text: string,
  options: { readonly width?: number } = {},
): string {
  const clean = cut(makeVisible(text.slice(0, 20_000)), options.width ?? 4000);
  return clean
    .replaceAll('##[', String.raw`##\[`)
    .replaceAll('%', '%25')
    .replaceAll('\n', '%0A');
}

/** Text that is safe as a property of a workflow command (`title=…`). */
export function forWorkflowProperty(text: string): string {
  return forWorkflowCommand(text, { width: 200 }).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
