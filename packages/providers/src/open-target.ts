import type { OpenTarget, Target } from '@pawl/core';

import type { ProviderHost } from './provider-host.ts';

/** Makes a target ready to be asked. Only the code of ours that it needs is loaded; nothing is sent. */
export async function openTarget(target: Target, host: ProviderHost): Promise<OpenTarget> {
  switch (target.provider) {
    case 'recorded':
      return (await import('./recorded.ts')).openRecorded(target, host);
    case 'module':
      return (await import('./module-target.ts')).openModule(target, host);
    case 'command':
      return (await import('./command-target.ts')).openCommand(target, host);
    case 'http':
      return (await import('./http-target.ts')).openHttp(target, host);
    case 'openai':
    case 'anthropic':
      return (await import('./model-target.ts')).openModelTarget(target, host);
  }
}
