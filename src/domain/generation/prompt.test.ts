import { describe, expect, it } from 'vitest';
import { generationPrompt } from './prompt.ts';

describe('generationPrompt', () => {
  it('is the one that xQG was trained with', () => {
    expect(generationPrompt({ title: 'Gondar', text: 'ጎንደር ከተማ ናት።' }, 'am')).toBe(
      'Generate a Amharic question for this passage: Gondar ጎንደር ከተማ ናት።',
    );
  });

  it('leaves no blank where a title is missing', () => {
    expect(generationPrompt({ text: ' A river. ' }, 'km')).toBe(
      'Generate a Khmer question for this passage: A river.',
    );
    expect(generationPrompt({ title: ' ', text: 'x' }, 'xx')).toBe(
      'Generate a xx question for this passage: x',
    );
  });
});
