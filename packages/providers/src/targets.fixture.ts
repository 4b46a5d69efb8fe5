import {
  isFaultError,
  isUsageError,
  type Fault,
  type Target,
  type TargetRequest,
  type UsageError,
} from '@pawl/core';

import type { ProviderHost } from './provider-host.ts';

type Without<T> = T extends Target
  ? Omit<T, 'name' | 'digest' | 'transparent' | 'timeoutMs'>
  : never;

/** A target with what every target has. */
export function aTarget<const T extends Without<Target>>(own: T) {
  return { name: 'target', digest: 'd', transparent: true, timeoutMs: 10_000, ...own };
}

/** A question with what every question has. */
export function aRequest(own: Partial<TargetRequest> = {}): TargetRequest {
  return { set: 'set', caseId: 'case', trial: 0, input: 'question', ...own };
}

/** A machine of the test's own. */
export function aHost(own: Partial<ProviderHost> = {}): ProviderHost {
  return {
    root: import.meta.dirname,
    env: {},
    loadModule: (path) => import(path),
    now: () => new Date('2026-11-20T12:00:00Z'),
    ...own,
  };
}

/** The mistake that a promise is rejected with; anything else fails the test. */
export async function mistakeOf(promise: Promise<unknown>): Promise<UsageError> {
  const error = await reasonOf(promise);
  if (isUsageError(error)) return error;
  throw error;
}

/** The fault that a promise is rejected with; anything else fails the test. */
export async function faultFrom(promise: Promise<unknown>): Promise<Fault> {
  const error = await reasonOf(promise);
  if (isFaultError(error)) return error.fault;
  throw error;
}

function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => new Error(`It was fulfilled with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
}
