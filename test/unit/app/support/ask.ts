import type { HostMessage } from '../../../../src/webview/protocol/protocol.js';
import type { FakeWebview } from '../../../support/vscodeStub/webviews.js';
import { until } from '../../storage/support/until.js';

type HostMessageOf<Type extends HostMessage['type']> = Extract<HostMessage, { readonly type: Type }>;

/** What a view's page was told, of one type. */
export function told<Type extends HostMessage['type']>(
  webview: FakeWebview,
  type: Type,
): readonly HostMessageOf<Type>[] {
  return (webview.posted as readonly HostMessage[]).filter(
    (message): message is HostMessageOf<Type> => message.type === type,
  );
}

/** Posts a message as a view's page does, and resolves with the next answer of this type. */
export async function ask<Type extends HostMessage['type']>(
  webview: FakeWebview,
  message: unknown,
  type: Type,
): Promise<HostMessageOf<Type>> {
  const before = told(webview, type).length;
  webview.receive(message);
  await until(() => told(webview, type).length > before);
  return told(webview, type).at(-1)!;
}
