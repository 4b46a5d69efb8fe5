/** Does the answer address the question? */
export const answerRelevancePrompt = `Judge how far the answer addresses the question that was asked, whether or not it is right.

The question:
{{input}}

The answer:
{{output}}

The menu:
{{menu}}
`;
