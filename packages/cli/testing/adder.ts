import { startModel, type ModelServer } from './model-server.ts';
import { copyRepository, type TestProject } from './project.ts';

/** The environment in which the model is asked. */
export const adderEnv = { OPENAI_API_KEY: 'sk-test-4f1d2c' } as const;

/** A committed project whose target is a model that adds as well as its prompt asks it to. */
export interface Adder extends TestProject {
  readonly model: ModelServer;
}

/** Every fifth sum is wrong when the prompt says `carefully`, two of five when `quickly`, none when `twice`. */
export async function startAdder(onAsked: (nth: number) => void = () => undefined): Promise<Adder> {
  const model = await startModel((prompt, nth) => {
    onAsked(nth);
    return addAsAsked(prompt);
  });
  const project = await copyRepository('prompt-change');
  await project.edit('pawl.yaml', 'http://127.0.0.1:1/v1', model.url);
  await project.commit('The model on this machine');
  const env = adderEnv;
  return {
    ...project,
    model,
    pawl: project.in({ env }),
    in: (setting) => project.in({ ...setting, env: { ...env, ...setting.env } }),
    [Symbol.asyncDispose]: async () => {
      await model[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

/** The same with its baseline accepted and committed on `main`. */
export async function acceptedAdder(): Promise<Adder> {
  const project = await startAdder();
  for (const args of [
    ['run', '--quiet'],
    ['baseline', 'accept'],
  ]) {
    const { code, err } = await project.pawl(...args);
    if (code !== 0) throw new Error(err);
  }
  await project.commit('Accept the baseline');
  project.model.forget();
  return project;
}

function addAsAsked(prompt: string): string {
  const [, left = 0, right = 0] = /(\d+) \+ (\d+)/.exec(prompt) ?? [];
  const wrong = mistakes.find(([word]) => prompt.includes(word))?.[1] ?? 5;
  const isWrong = Number(left) % 5 < wrong;
  return `The sum is ${Number(left) + Number(right) + (isWrong ? 1 : 0)}`;
}

/** How many of five sums come out wrong. */
const mistakes: readonly (readonly [string, number])[] = [
  ['carefully', 1],
  ['quickly', 2],
  ['twice', 0],
];
