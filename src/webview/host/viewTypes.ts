/** The type of SCOUT's editor panel, as package.json's activation event names it. */
export const chatPanelType = 'scout.chat';

/** The id of the side bar view, as package.json names it. */
export const chatViewId = 'scout.chatView';
