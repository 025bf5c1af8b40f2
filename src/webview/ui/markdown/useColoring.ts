import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chatContext.js';
import type { Coloring } from './coloring.js';
import type { ColoringResult } from './highlighterClient.js';

export interface CodeColors {
  /** `null` without colors. */
  readonly coloring: Coloring | null;
  readonly isTooSlow: boolean;
}

interface Answer {
  readonly code: string;
  readonly language: string;
  readonly limit: number;
  readonly result: ColoringResult;
}

/**
 * Colors of code, which arrive later. While the code grows, those of its beginning stay until there are newer ones.
 *
 * @param isWanted without it nothing is asked for.
 * @param limit the most spans.
 */
export function useColoring(code: string, language: string, isWanted: boolean, limit: number): CodeColors {
  const { highlighter } = useChat();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const asking = useRef(false);
  const lifetime = useRef(new AbortController());
  useEffect(() => () => lifetime.current.abort(), []);
  useEffect(() => {
    if (!isWanted || asking.current || isFinal(answer, code, language, limit)) return;
    asking.current = true;
    const { signal } = lifetime.current;
    void highlighter.color(code, language, limit, signal).then((result) => {
      asking.current = false;
      if (!signal.aborted) setAnswer({ code, language, limit, result });
    });
  }, [highlighter, code, language, isWanted, limit, answer]);
  if (answer === null || answer.language !== language || !code.startsWith(answer.code))
    return { coloring: null, isTooSlow: false };
  const { result } = answer;
  return { coloring: typeof result === 'object' ? result : null, isTooSlow: result === 'too slow' };
}

/** Whether nothing better can be had than this answer. */
function isFinal(answer: Answer | null, code: string, language: string, limit: number): boolean {
  if (answer === null || answer.language !== language) return false;
  if (typeof answer.result !== 'object') return code.startsWith(answer.code);
  return answer.code === code && answer.limit >= limit;
}
