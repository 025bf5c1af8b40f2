import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { CompletionView } from '../../protocol/attachments.js';
import { replaceText } from '../attachments/insertText.js';
import { useChat } from '../chatContext.js';
import type { CompletionModel } from './completionModel.js';
import type { TriggeredQuery } from './triggerAt.js';

/** A longer name would be no help in a sentence, in UTF-16 code units. */
const longestName = 80;
/** The key code of a key that an input method has taken. */
const takenByInputMethod = 229;

/** What the list of completions needs of the composer, and does with it. */
export function useCompletion(input: RefObject<HTMLTextAreaElement | null>) {
  const { store, completion } = useChat();
  const { attachments } = store;

  useSelection(input, completion);

  const take = (item: CompletionView, found: TriggeredQuery): void => {
    const area = input.current;
    if (area === null) return;
    const end = found.start + 1 + found.query.length;
    // In a sentence its name stands for it; by itself the chip says it all.
    const isInSentence = area.value.slice(0, found.start).trim() !== '' && item.label.length <= longestName;
    replaceText(area, found.start, end, item.kind !== 'prompt' && isInSentence ? item.label : '');
    if (item.kind !== 'prompt') return attachments.attach(item.id, item.label);
    store.prompts.accept(item.id);
  };

  return {
    onInput: (area: HTMLTextAreaElement) => {
      if (attachments.isAvailable.peek()) completion.update(area.value, area.selectionStart, true);
    },
    /** @returns whether the key was for the list. */
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (completion.list.peek() === null || event.isComposing || event.keyCode === takenByInputMethod) return false;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
      switch (event.key) {
        case 'ArrowDown':
          completion.move(1);
          break;
        case 'ArrowUp':
          completion.move(-1);
          break;
        case 'Enter':
        case 'Tab':
          completion.accept(take);
          break;
        case 'Escape':
          completion.close();
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    onBlur: () => completion.close(),
    choose: (index: number) => completion.accept(take, index),
  };
}

/** The cursor was moved by a key or the mouse. */
function useSelection(input: RefObject<HTMLTextAreaElement | null>, completion: CompletionModel): void {
  useEffect(() => {
    const onSelection = (): void => {
      const area = input.current;
      if (area === null || document.activeElement !== area) return;
      if (area.selectionStart !== area.selectionEnd) completion.update('', 0, false);
      else completion.update(area.value, area.selectionStart, false);
    };
    const controller = new AbortController();
    document.addEventListener('selectionchange', onSelection, { signal: controller.signal });
    return () => controller.abort();
  }, [input, completion]);
}
