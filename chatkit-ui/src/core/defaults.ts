/**
 * Every choice that neither the public types nor the public documents of ChatKit settle.
 * A later observation of the closed element's behaviour changes one line here, and one test.
 */
export const DEFAULTS = {
  /** Times, in milliseconds unless the name says otherwise. */
  jsonTimeoutMs: 30_000,
  readRetries: 5,
  retryFirstDelayMs: 500,
  retryMaxDelayMs: 10_000,
  readyFallbackMs: 250,
  stopAfterSilenceMs: 10_000,
  previewDelayMs: 300,
  tagSearchDelayMs: 150,
  thinkingDelayMs: 120,
  toastMs: 6_000,

  /** Pages and limits. */
  errorBodyChars: 2_048,
  historyPage: 30,
  itemsPage: 50,
  loadOlderWithinPx: 600,
  followWithinPx: 80,
  announceChars: 500,

  /** Widgets. */
  widgetDepth: 32,
  widgetNodes: 5_000,
  cardWidths: { sm: "320px", md: "440px", lg: "560px", full: "100%" },
  cardGap: 3,
  cardPadding: 4,
  rowGap: 2,
  listItemGap: 3,
  listAutoLimit: 5,
  selectSearchAbove: 15,
  dateSide: "bottom",
  dateAlign: "center",
  titleLevel: 3,
  tableColPx: { xs: 64, sm: 96, md: 144, lg: 208, xl: 288 },
  iconPx: { xs: 14, sm: 16, md: 18, lg: 20, xl: 22, "2xl": 24, "3xl": 32 },
  chart: {
    curve: "natural",
    barGap: 4,
    barCategoryGap: 16,
    aspect: 16 / 9,
    ticks: 5,
    zoomLinesBelow: 0.5,
    dotsUpTo: 12,
  },

  /** Loading scope of an action whose config says `auto`, by the control that fired it. */
  autoLoading: {
    Button: "self",
    Select: "none",
    Confirm: "container",
    Cancel: "container",
    Form: "container",
    ListViewItem: "self",
    Checkbox: "none",
    RadioGroup: "none",
    DatePicker: "none",
    Text: "none",
    Input: "none",
  } as Record<string, "self" | "none" | "container">,

  /** Options whose default the public types leave open. */
  showDelete: true,
  showRename: true,
  feedback: false,
  retry: false,
  greeting: "",
  attachments: { maxSize: 100 * 1024 * 1024, maxCount: 10 },
} as const;
