import { Component, type ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import type { MessageEntry } from './chatStore.js';
import type { FollowScroll, ScrollAnchor } from './followScroll.js';
import { Icon } from '../common/Icon.js';
import { Message } from './Message.js';
import { PendingMessages } from './PendingMessages.js';
import { useReadingPlace } from './useReadingPlace.js';
import { useWordMarks } from './useWordMarks.js';

/** The conversation. Follows its end while the reader is there; older messages come in when the top draws near. */
export function MessageList() {
  const { store, scroll } = useChat();
  const strings = useStrings();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const showEndRequests = store.showEndRequests.value;
  const target = store.scrollTarget.value;

  useLayoutEffect(() => scroll.attach(scroller.current!, content.current!), [scroll]);
  useLayoutEffect(() => scroll.showEnd(), [scroll, showEndRequests]);
  useReadingPlace(scroller);
  useLayoutEffect(() => {
    const message = [...content.current!.querySelectorAll<HTMLElement>('.message')].find(
      ({ dataset }) => dataset['messageId'] === target?.messageId,
    );
    if (message === undefined) return;
    scroll.showMessage(message);
    message.focus({ preventScroll: true });
  }, [scroll, target]);
  useWordMarks(content);

  return (
    <div class="messages-frame">
      <div class="messages" role="log" aria-live="off" aria-label={strings.messages} tabIndex={0} ref={scroller}>
        <div class="messages-content" ref={content}>
          {store.hasOlder.value && <OlderButton />}
          <Rows entries={store.entries.value} scroll={scroll} />
          <PendingMessages />
        </div>
      </div>
      {!scroll.following.value && <JumpButton />}
    </div>
  );
}

/** Leads to the end of the conversation, once that is out of sight or has news. */
function JumpButton() {
  const { store, scroll } = useChat();
  const strings = useStrings();
  const last = store.entries.value.at(-1)?.view.value;
  const seen = useRef(last);
  const hasNews = last !== undefined && (last.id !== seen.current?.id || last.text.length > seen.current.text.length);
  if (!hasNews && !scroll.distant.value) return null;
  const label = hasNews ? strings.jumpToNews : strings.jumpToLatest;
  return (
    <button
      type="button"
      class={hasNews ? 'jump has-news' : 'jump'}
      title={label}
      aria-label={label}
      onClick={() => scroll.showEnd()}
    >
      <Icon name="arrow-down" />
    </button>
  );
}

function OlderButton() {
  const { store } = useChat();
  const strings = useStrings();
  const button = useRef<HTMLButtonElement>(null);
  const loading = store.loadingOlder.value;
  const first = store.entries.value[0]?.id;
  useEffect(() => {
    if (loading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && store.loadOlder(), {
      root: button.current!.closest('.messages'),
      rootMargin: '300px 0px 0px',
    });
    observer.observe(button.current!);
    return () => observer.disconnect();
  }, [store, loading, first]);
  return (
    <button
      type="button"
      class="button secondary load-older"
      aria-disabled={loading}
      ref={button}
      onClick={() => store.loadOlder()}
    >
      {strings.loadOlder}
    </button>
  );
}

interface RowsProps {
  readonly entries: readonly MessageEntry[];
  readonly scroll: FollowScroll;
}

/** A class, because only these can look at the page just before it changes. */
class Rows extends Component<RowsProps> {
  override shouldComponentUpdate(next: RowsProps): boolean {
    return next.entries !== this.props.entries;
  }

  override getSnapshotBeforeUpdate(): ScrollAnchor | null {
    return this.props.scroll.anchor('.message');
  }

  override componentDidUpdate(_props: RowsProps, _state: object, anchor: ScrollAnchor | null): void {
    this.props.scroll.restore(anchor);
  }

  override render(): ComponentChildren {
    return this.props.entries.map((entry) => <Message key={entry.id} entry={entry} />);
  }
}
