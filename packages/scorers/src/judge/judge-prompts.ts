import { answerRelevancePrompt } from './prompts/answer-relevance.ts';
import { classificationPrompt } from './prompts/classification.ts';
import { closedQaPrompt } from './prompts/closed-qa.ts';
import { contextPrecisionPrompt } from './prompts/context-precision.ts';
import { contextRecallPrompt } from './prompts/context-recall.ts';
import { criteriaPrompt } from './prompts/criteria.ts';
import { factualityPrompt } from './prompts/factuality.ts';
import { faithfulnessPrompt } from './prompts/faithfulness.ts';
import { pairwisePrompt } from './prompts/pairwise.ts';
import { rubricPrompt } from './prompts/rubric.ts';
import { summaryQualityPrompt } from './prompts/summary-quality.ts';
import { system } from './prompts/system.ts';
import { translationPrompt } from './prompts/translation.ts';

/** The built-in prompt of every judge, by its type, and what every judge is told first (`system`). */
export const judgePrompts: Readonly<Record<string, string>> = {
  system,
  judge: rubricPrompt,
  classification: classificationPrompt,
  criteria: criteriaPrompt,
  'closed-qa': closedQaPrompt,
  factuality: factualityPrompt,
  'answer-relevance': answerRelevancePrompt,
  faithfulness: faithfulnessPrompt,
  'context-recall': contextRecallPrompt,
  'context-precision': contextPrecisionPrompt,
  'summary-quality': summaryQualityPrompt,
  translation: translationPrompt,
  pairwise: pairwisePrompt,
};
