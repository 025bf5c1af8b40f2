import type { PictureView } from '../../protocol/pictures.js';
import { Picture } from '../pictures/Picture.js';
import { MessageBody, type MessageBodyProps } from './MessageBody.js';

export interface MessageContentProps extends MessageBodyProps {
  readonly pictures: readonly PictureView[];
}

/** The text of a message, with its pictures where they came. */
export function MessageContent({ pictures, ...body }: MessageContentProps) {
  if (pictures.length === 0) return <MessageBody {...body} />;
  const { text, growing } = body;
  const last = pictures.at(-1)!;
  const rest = text.slice(last.at);
  return (
    <>
      {pictures.map((picture, number) => {
        const before = text.slice(pictures[number - 1]?.at ?? 0, picture.at);
        return [
          before.trim() !== '' && <MessageBody {...body} key={`text ${number}`} text={before} growing={false} />,
          <Picture key={`${picture.messageId} ${picture.index} ${picture.size}`} picture={picture} />,
        ];
      })}
      {rest.trim() !== '' && <MessageBody {...body} key="rest" text={rest} growing={growing} />}
    </>
  );
}
