import type { Project } from '@pawl/core';

/** Whether a text may stay: the project's own sets and prompts say it already, or it was named. */
export async function publicTexts(
  project: Project,
  named: readonly string[],
): Promise<(found: string) => boolean> {
  const sets = project.sets.flatMap((set) =>
    set.cases.map(({ input, expected, scorers }) =>
      JSON.stringify([input, expected ?? null, scorers.map(({ options }) => options)]),
    ),
  );
  const prompts = [...project.targets.values()].flatMap((target) =>
    'prompt' in target && typeof target.prompt === 'string' ? [target.prompt] : [],
  );
  const texts = [...named, ...sets, ...prompts];
  return (found) => texts.some((text) => text.includes(found));
}
