import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { GuardProof } from '@pawl/gate';
import { writeWhole } from '@pawl/runner';
import { z } from 'zod';

/** What was proven of a guard, and for which definition. */
export interface ProofNote {
  readonly set: string;
  readonly case: string;
  readonly incident: string;
  readonly state: 'proven' | 'unproven';
  /** Digest of the case, its scorers and the recorded outputs. */
  readonly digest: string;
  /** ISO date-time. */
  readonly at: string;
}

const noteSchema: z.ZodType<ProofNote> = z.object({
  set: z.string(),
  case: z.string(),
  incident: z.string(),
  state: z.enum(['proven', 'unproven']),
  digest: z.string(),
  at: z.string(),
});

const notesSchema = z.object({ format: z.literal(1), proofs: z.array(noteSchema) });

const pathOf = (root: string): string => join(root, '.pawl', 'proofs.json');

/** The notes of earlier proofs; none where there is no file, or one that cannot be read: a proof is made again. */
export async function readProofNotes(root: string): Promise<readonly ProofNote[]> {
  const text = await readFile(pathOf(root), 'utf8').catch(() => '');
  try {
    return notesSchema.parse(JSON.parse(text)).proofs;
  } catch {
    return []; // the file is a memory aid: without it judges are asked again
  }
}

/** Keeps the fresh proofs in the place of what was noted of the same guards. */
export async function keepProofNotes(root: string, fresh: readonly ProofNote[]): Promise<void> {
  if (fresh.length === 0) return;
  const notes = new Map((await readProofNotes(root)).map((note) => [guardKey(note), note]));
  for (const note of fresh) notes.set(guardKey(note), note);
  const path = pathOf(root);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(
    path,
    `${JSON.stringify({ format: 1, proofs: [...notes.values()] }, undefined, 1)}\n`,
  );
}

/** Names a guard of an incident. */
export function guardKey(one: Pick<GuardProof, 'set' | 'case' | 'incident'>): string {
  return JSON.stringify([one.incident, one.set, one.case]);
}
