import type * as contracts from "@songkeeper/contracts";

/** What a schema gives when it has read an answer. */
type Answer<S extends { _output: unknown }> = S["_output"];
/** What a schema accepts as a request: money as decimal text of micros. */
type Request<S extends { _input: unknown }> = S["_input"];

// Only types come from the contracts: their schemas stay on the server.
export type Me = Answer<typeof contracts.me>;
export type OwnParty = Answer<typeof contracts.ownParty>;
export type Health = Answer<typeof contracts.health>;
export type Ready = Answer<typeof contracts.ready>;

export type PriceChange = Request<typeof contracts.priceChange>;
export type Track = Answer<typeof contracts.track>;
export type TrackPage = Answer<typeof contracts.trackPage>;
export type CatalogueItem = Answer<typeof contracts.catalogueItem>;
export type CataloguePage = Answer<typeof contracts.cataloguePage>;
export type Use = Answer<typeof contracts.use>;
export type Role = Answer<typeof contracts.role>;

export type NewShop = Request<typeof contracts.newShop>;
export type Trade = NewShop["trade"];
export type NewPlace = Request<typeof contracts.newPlace>;
export type OpeningWeek = Answer<typeof contracts.openingWeek>;
export type Budget = Request<typeof contracts.budget>;
export type BudgetMode = Budget["mode"];
export type NewLicence = Request<typeof contracts.newLicence>;
export type Licence = Answer<typeof contracts.licence>;
export type ZoneChange = Request<typeof contracts.zoneChange>;
export type SoundtrackChoice = Request<typeof contracts.soundtrackChoice>;
export type CostEstimate = Answer<typeof contracts.costEstimate>;
export type ShopView = Answer<typeof contracts.shopView>;
export type PlaceView = Answer<typeof contracts.placeView>;
export type ZoneView = Answer<typeof contracts.zoneView>;
export type NewPairingCode = Answer<typeof contracts.newPairingCode>;
export type TopUp = Request<typeof contracts.topUp>;
export type TopUpDone = Answer<typeof contracts.topUpDone>;
export type PlayReceipt = Answer<typeof contracts.playReceipt>;
export type ReceiptPage = Answer<typeof contracts.receiptPage>;
export type ReceiptQuery = Request<typeof contracts.receiptQuery>;
export type VerdictWord = Answer<typeof contracts.verdictWord>;

export type Pairing = Request<typeof contracts.pairing>;
export type Paired = Answer<typeof contracts.paired>;
export type DeviceState = Answer<typeof contracts.deviceState>;
export type LeaseRequest = Request<typeof contracts.leaseRequest>;
export type Lease = Answer<typeof contracts.lease>;
export type LeaseTrack = Answer<typeof contracts.leaseTrack>;
export type Delivery = Request<typeof contracts.delivery>;
export type Receipt = Answer<typeof contracts.receipt>;
export type NowPlaying = Answer<typeof contracts.nowPlaying>;

export type PartyMoney = Answer<typeof contracts.partyMoney>;
export type PayoutChoice = Request<typeof contracts.payoutChoice>;
export type PayoutView = Answer<typeof contracts.payoutView>;
export type StatementSummary = Answer<typeof contracts.statementSummary>;
export type PublicKeys = Answer<typeof contracts.publicKeys>;
export type CheckpointView = Answer<typeof contracts.checkpointView>;

export type CloseView = Answer<typeof contracts.closeView>;
export type CloseStep = Answer<typeof contracts.closeStep>;
export type CloseList = Answer<typeof contracts.closeList>;
export type TrialBalance = Answer<typeof contracts.trialBalance>;
export type OutboxMessage = Answer<typeof contracts.outboxMessage>;
export type OutboxPage = Answer<typeof contracts.outboxPage>;
export type PartyRow = Answer<typeof contracts.partyRow>;
export type PartyList = Answer<typeof contracts.partyList>;
export type NewParty = Request<typeof contracts.newParty>;
export type PlatformHealth = Answer<typeof contracts.platformHealth>;
export type PayoutList = Answer<typeof contracts.payoutList>;
export type HeldPlay = Answer<typeof contracts.heldPlay>;
export type HeldList = Answer<typeof contracts.heldList>;
export type HeldMatch = Answer<typeof contracts.heldMatch>;
export type HeldMatchPage = Answer<typeof contracts.heldMatchPage>;
export type MatchRuling = Request<typeof contracts.matchRuling>;
export type RulingChoice = Request<typeof contracts.rulingChoice>;

export type DraftBody = Answer<typeof contracts.draftBody>;
export type DraftView = Answer<typeof contracts.draftView>;
export type DraftList = Answer<typeof contracts.draftList>;
export type DraftChange = Request<typeof contracts.draftChange>;
export type DraftSaved = Answer<typeof contracts.draftSaved>;
export type RecordingMatch = Answer<typeof contracts.recordingMatch>;
export type RecordingView = Answer<typeof contracts.recordingView>;
export type Published = Answer<typeof contracts.published>;
export type CoverMade = Answer<typeof contracts.coverMade>;
export type NewInvitation = Request<typeof contracts.newInvitation>;
export type InvitationMade = Answer<typeof contracts.invitationMade>;
export type OwnReleasePage = Answer<typeof contracts.ownReleasePage>;
export type OwnRelease = Answer<typeof contracts.ownRelease>;
export type SalePrice = Request<typeof contracts.salePrice>;
export type ListeningChange = Request<typeof contracts.listeningChange>;
export type PreviewChange = Request<typeof contracts.previewChange>;
export type ClaimView = Answer<typeof contracts.claimView>;
export type Claim = Request<typeof contracts.claim>;
export type Claimed = Answer<typeof contracts.claimed>;

export type ConsentAsked = Answer<typeof contracts.consentAsked>;
export type ConsentList = Answer<typeof contracts.consentList>;
export type ConsentGiving = Request<typeof contracts.consentGiving>;
export type ConsentGiven = Answer<typeof contracts.consentGiven>;

export type SongCard = Answer<typeof contracts.songCard>;
export type ReleaseCard = Answer<typeof contracts.releaseCard>;
export type ArtistCard = Answer<typeof contracts.artistCard>;
export type SongPage = Answer<typeof contracts.songPage>;
export type ReleasePage = Answer<typeof contracts.releasePage>;
export type ArtistPage = Answer<typeof contracts.artistPage>;
export type HomeView = Answer<typeof contracts.home>;
export type SearchResult = Answer<typeof contracts.searchResult>;
export type Listening = Answer<typeof contracts.listening>;
export type LibraryPage = Answer<typeof contracts.libraryPage>;

export type NewOrder = Request<typeof contracts.newOrder>;
export type OrderView = Answer<typeof contracts.orderView>;
export type OrderPage = Answer<typeof contracts.orderPage>;
export type SandboxPayment = Answer<typeof contracts.sandboxPayment>;
export type SandboxOutcome = Request<typeof contracts.sandboxOutcome>;
export type DownloadRequest = Request<typeof contracts.downloadRequest>;
export type DownloadView = Answer<typeof contracts.downloadView>;
export type KeptRelease = Answer<typeof contracts.keptRelease>;
export type ReleaseDownloadView = Answer<typeof contracts.releaseDownloadView>;
