import type { Maker } from './command-maker.ts';
import type { GlobalFlags } from './flags.ts';

/** Flags of `init`. */
export interface InitFlags extends GlobalFlags {
  readonly yes?: boolean;
  readonly owner?: string;
}

/** Flags of `validate`. */
export interface ValidateFlags extends GlobalFlags {
  readonly against?: string;
}

/** Flags of `schema`. */
export interface SchemaFlags extends GlobalFlags {
  readonly out?: string;
}

/** The commands about the project's files: init, validate, schema. */
export function addProjectCommands({ program, does }: Maker): void {
  const init = program
    .command('init')
    .summary('a small eval set that runs at once')
    .description(
      'Writes pawl.yaml, one small eval set with a recorded target, and a workflow. Overwrites nothing.',
    )
    .option('-y, --yes', 'ask nothing')
    .option('--owner <name>', 'who owns the set: a person or team')
    .addHelpText('after', '\nExamples:\n  pawl init\n  pawl init --yes --owner @support-ai');
  does<InitFlags>(init, async () => (await import('../commands/init.ts')).init);

  const validate = program
    .command('validate [set...]')
    .summary('check every file without running anything')
    .description('Checks every file without running anything, and says what each set can see.')
    .option('--against <git-ref>', 'also say which version bump the change needs')
    .addHelpText('after', '\nExamples:\n  pawl validate\n  pawl validate --against origin/main');
  does<ValidateFlags>(validate, async () => (await import('../commands/validate.ts')).validate);

  const schema = program
    .command('schema')
    .summary('JSON Schemas for editors and scripts')
    .description(
      'Prints the JSON Schemas of all files and documents; with --out writes one file each.',
    )
    .option('--out <dir>', 'write <name>.schema.json files into this folder');
  does<SchemaFlags>(schema, async () => (await import('../commands/schema.ts')).schema);
}
