/**
 * Slack's limits for the blocks that simscope sends. Source: docs.slack.dev and @slack/types
 * 3.2; `messageTextBudget` is our own: Slack refuses whole messages somewhere above 11,000
 * characters (`msg_blocks_too_long`) without documenting where.
 */
export const limits = {
  blocksInMessage: 50,
  headerText: 150,
  sectionText: 3_000,
  contextText: 2_000,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  optionText: 75,
  optionValue: 75,
  overflowOptions: 5,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  placeholder: 150,
  actionId: 255,
  imageAltText: 2_000,
  imageTitle: 2_000,
  imageUrl: 3_000,
  fallbackText: 2_000,
  blocksInModal: 100,
  blocksInHome: 100,
  modalTitle: 24,
  modalButton: 24,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputText: 3_000,
  messageTextBudget: 10_000,
} as const;
