import Foundation
import Postgres
import TestSupport
import Testing

@testable import Storage

struct StatementListTests {
    /// Every statement of the package; a test below looks for others.
    static let all: [any Statement.Type] = [
        SetReportMemory.self,
        UpsertCustoms.self,
        SelectCustoms.self,
        UpsertPicture.self,
        DeletePicture.self,
        SelectPicture.self,
        SelectPictures.self,
        SelectGoods.self,
        SelectGoodsFacts.self,
        SelectWasNamed.self,
        InsertDocumentFacts.self,
        SelectDocumentFacts.self,
        SelectDocumentParties.self,
        SelectDocumentLines.self,
        SelectStockedProducts.self,
        SelectCartons.self,
        LockCartons.self,
        TakeSerials.self,
        SelectGTINHolders.self,
        InsertCartons.self,
        SelectIssuedDocuments.self,
        LockDocument.self,
        SelectIssuedContent.self,
        InsertIssuedDocument.self,
        SelectInvoiceFacts.self,
        SelectDocumentTaxes.self,
        SelectCustomerItemCodes.self,
        SelectPickLocations.self,
        SelectTakenSKUs.self,
        SelectAmendedLines.self,
        InsertReturnAuthorisation.self,
        InsertReturnAuthorisationLines.self,
        CancelReturnAuthorisation.self,
        SelectReturnAuthorisations.self,
        SelectReturnAuthorisationLines.self,
        VerifyReturnAuthorisations.self,
        SelectRights.self,
        SelectOwnRight.self,
        InsertRight.self,
        DeleteRight.self,
        UpdateValidity.self,
        SelectLapsedQuotes.self,
        SelectShipment.self,
        SelectShippedQuantities.self,
        InsertShipmentReversal.self,
        SelectParcels.self,
        InsertParcels.self,
        SelectReceipt.self,
        InsertReceiptReversal.self,
        SelectEnteredMovement.self,
        InsertReversal.self,
        SelectPayments.self,
        SelectLeftWithout.self,
        InsertPaymentReversal.self,
        InsertRefund.self,
        SelectLotBalances.self,
        SelectLots.self,
        InsertLot.self,
        UpdateLot.self,
        SelectLotMoves.self,
        InsertInspection.self,
        InsertMeasurements.self,
        SelectInspections.self,
        LockLotted.self, SelectMisjudged.self,
        SelectDeposits.self,
        InsertDeposit.self,
        InsertDepositMatches.self,
        SelectInstalments.self,
        InsertInstalments.self,
        SelectPlaces.self, SelectAddresses.self,
        InsertAddress.self,
        UpdateAddress.self,
        ClearDefaultAddress.self,
        SetDefaultAddress.self,
        DeleteAddress.self,
        SelectContacts.self,
        InsertContact.self,
        UpdateContact.self,
        DeleteContact.self,
        SetFreeSKU.self,
        JoinNewItems.self,
        CreateNewItems.self,
        ChangeItems.self,
        MarkApplied.self,
        MarkStale.self,
        SelectRollbackUses.self,
        RemoveCreatedItems.self,
        RemoveCreatedProducts.self,
        RestoreItems.self,
        MarkRolledBack.self,
        AnalyseItems.self,
        InsertAudit.self,
        SealAudit.self,
        InsertRun.self,
        InsertFailedRun.self,
        SelectSameFile.self,
        SelectAppliedFileSize.self,
        SelectKnownItems.self,
        SelectPartNumbersOfGTIN.self,
        SelectRepeats.self,
        SelectRecordsOf.self,
        CountItems.self,
        DeleteVersions.self,
        DeleteFindings.self,
        DeleteVainWithdrawals.self,
        RemoveSameContent.self,
        SelectPartNumbersOf.self,
        CorrectNewOnes.self,
        InsertMissing.self,
        SelectHoldFacts.self,
        SelectMovedGTINs.self,
        SelectNewContradictions.self,
        ReviewHeld.self,
        SelectHeld.self,
        SelectHeldNumbers.self,
        SelectReviews.self,
        InsertEnvelope.self,
        SelectEnvelope.self,
        SelectWaitingRecords.self,
        SelectQuarantinedRecords.self,
        MarkRequeued.self,
        HoldVersions.self,
        FindSharedGTINs.self,
        FindPossibleMatches.self,
        OthersHaveItems.self,
        SetQuarantineRaw.self,
        FinishPlan.self,
        SetCopySupplier.self,
        SelectProducts.self,
        SelectProduct.self,
        SelectProductItems.self,
        SelectProductFindings.self, SelectPriceHistory.self, JoinByHash.self, CorrectFalseChanges.self,
        SelectRun.self,
        SelectRuns.self,
        SelectRunVersions.self,
        SelectVersions.self,
        SelectFindings.self,
        SelectQuarantine.self,
        SchemaExists.self,
        SelectMigrations.self,
        InsertMigration.self,
        LockMigration.self,
        UnlockMigration.self,
        SetRole.self,
        SelectToday.self,
        LockImports.self,
        UnlockImports.self,
        LockRequest.self, UnlockRequest.self, SelectRequest.self,
        InsertRequest.self,
        InsertSupplier.self,
        UpdateSupplier.self,
        SelectSupplier.self,
        SelectSuppliers.self,
        LockSupplier.self,
        SelectMaterials.self,
        SelectMaterialNames.self,
        SelectMisnomers.self,
        SelectTreatments.self,
        SelectTreatmentNames.self,
        SelectShapes.self,
        SelectShapeNames.self,
        SelectContextWords.self,
        DeletePrice.self,
        DeletePriceRule.self,
        DeleteQuantityTerms.self,
        InsertCustomer.self,
        InsertInvoice.self,
        InsertInvoiceLines.self,
        InsertInvoiceTaxes.self,
        InsertLocation.self,
        InsertMovement.self,
        InsertOrder.self,
        InsertPayment.self,
        InsertPriceList.self, UpdatePriceListFloor.self,
        InsertPriceRule.self,
        InsertShipment.self,
        InsertShipmentLines.self,
        InsertTransition.self,
        IsBaseCurrencyUsed.self,
        LockOrders.self,
        LockStock.self,
        LowerAllocations.self,
        RaiseAllocations.self,
        ReleaseHolds.self, EndHolds.self,
        SelectAllocations.self,
        SelectAverageCost.self,
        SelectBalances.self, SelectLeastStock.self,
        SelectCandidates.self, SelectRuleConditions.self,
        SelectClaimExemptions.self,
        SelectClaimPatterns.self,
        SelectClaimRulesVersion.self,
        SelectClaimTerms.self,
        SelectCriteria.self,
        SelectCustomers.self,
        SelectExposures.self, SelectIdentifiers.self, InsertIdentifier.self, DeleteIdentifier.self,
        SelectItemCodes.self,
        InsertItemCode.self, DeleteItemCode.self, SelectIdentified.self, SelectCustomersOfCodes.self,
        SelectKnownOrders.self, SelectMeantProducts.self, LockCustomers.self, SelectOrderDocument.self,
        InsertOrders.self, InsertDocumentLines.self, InsertHolds.self, InsertSteps.self, InsertStepAudits.self,
        InsertOrderDocuments.self,
        SelectGradingConditions.self,
        SelectHolds.self, SelectOpenHolds.self,
        SelectInvoiceLines.self,
        SelectInvoicedTaxes.self,
        SelectIssueDay.self,
        SelectInvoices.self,
        SelectLocations.self,
        SelectMovements.self,
        SelectOrderLines.self,
        SelectOrderMoney.self,
        SelectOrderOfPO.self,
        SelectOrders.self,
        SelectPriceEntries.self,
        SelectPriceLists.self,
        SelectQuantityTerms.self,
        SelectSaleFacts.self,
        SelectSettings.self,
        SelectShipmentLines.self,
        SelectTaxRates.self,
        SelectTimeZone.self,
        SelectTransitions.self,
        TakeSeriesNumber.self,
        BackordersReport.self,
        AllocationsReport.self,
        ReturnsReport.self,
        StocktakeReport.self,
        TaxSummaryReport.self, ReceivablesReport.self, ValuationReport.self, StockAgeingReport.self,
        StockCardReport.self,
        MarginReport.self, PurchasesReport.self, UninvoicedReport.self, LandedCostReport.self, ServiceLevelReport.self,
        ABCReport.self, CustomersReport.self, CompletenessReport.self, AvailabilityReport.self,
        SelectLineSheetProducts.self, LotTraceReport.self,
        OpenStockCount.self,
        SnapStockCount.self,
        SelectStockCounts.self,
        LockStockCount.self,
        EnterStockCount.self,
        SelectStockCountLines.self,
        InsertCountMovements.self, SelectCountShortage.self,
        LockOpenCounts.self, ShareCountFindings.self, EndStockCount.self,
        ClosePeriod.self,
        SelectClosedPeriods.self,
        InsertReturn.self,
        InsertReturnLines.self,
        SelectReturnLines.self,
        SelectCreditable.self,
        SelectCreditedTaxes.self,
        InsertCreditNote.self,
        InsertCreditNoteLines.self,
        InsertCreditNoteTaxes.self,
        SelectCreditNotes.self,
        SelectCreditNoteLines.self,
        SelectChargedLines.self,
        AmendOrder.self,
        AmendOrderLines.self, LowerFreight.self,
        InsertAmendments.self,
        VerifyLineReturned.self, VerifyLayers.self, VerifyOrderChanges.self, SelectChangeDocuments.self,
        InsertChangeDocument.self, InsertClawback.self, AmendPurchaseLines.self, InsertPurchaseAmendments.self,
        SelectPurchaseAmendments.self, VerifyPurchaseAmendments.self,
        VerifyCreditNotes.self,
        UpdateCustomer.self,
        UpdateOrder.self,
        UpdateOrderLines.self,
        UpdateSetting.self,
        UpsertExchangeRate.self,
        UpsertPrice.self,
        SelectPriceTable.self,
        UpsertPrices.self,
        DeletePrices.self,
        UpsertQuantities.self,
        SelectProductKeys.self,
        UpsertQuantityTerms.self,
        UpsertTaxRate.self,
        SelectProductFields.self,
        InsertProductFacts.self,
        SelectProductFacts.self,
        InsertProducts.self,
        SelectFactsOfProducts.self,
        InsertFactsOfProducts.self,
        SelectOfferingSuppliers.self,
        PreferSuppliers.self,
        PreferSupplier.self,
        SelectProductClaims.self,
        SelectRunClaims.self,
        DeleteStrayClaims.self,
        DeleteClaims.self,
        SetProductGrade.self,
        SetVersionGrades.self,
        SelectKnownProductsOf.self,
        SelectItemsToAssess.self,
        SelectKnownProducts.self,
        CountAllItems.self,
        CountGrades.self,
        CountClaims.self,
        SelectMisnamedProducts.self,
        SelectEvidence.self,
        SelectFound.self,
        SelectAudit.self,
        SelectSupplierItem.self,
        LinkItem.self,
        InsertProduct.self,
        SelectEvidenceClaims.self,
        LockEvidence.self,
        InsertEvidence.self,
        UpdateEvidence.self,
        InsertEvidenceClaim.self,
        SelectStudy.self,
        SelectProductStudies.self,
        SelectStudiesOfProducts.self,
        InsertProductEvidence.self,
        DeleteProductEvidence.self,
        SelectEvidenceProducts.self,
        InsertPurchase.self, LockPurchases.self, SelectPurchases.self, InsertPurchaseLines.self,
        SelectPurchaseLines.self, CancelPurchaseLines.self, UpdatePurchase.self, SelectPurchaseTransitions.self,
        SelectExchangeRate.self, InsertReceipt.self, InsertReceiptLines.self, SelectReceiptLines.self,
        SelectOnOrder.self, SelectSupplies.self, SelectDemand.self, SelectWaitingLines.self,
        VerifyPlannedShipments.self, InsertPlannedShipment.self, InsertPlannedLines.self, UpdatePlannedShipment.self,
        SelectPlannedShipments.self, SelectPlannedLines.self, SelectReadyGoods.self,
        VerifyPurchaseLines.self, VerifyPurchaseCosts.self, VerifyPurchaseStates.self, VerifyCartons.self,
        SelectProtocols.self,
        SelectProtocol.self,
        LockProtocol.self,
        InsertProtocol.self,
        DeleteProtocol.self,
        DeleteToolRequirements.self,
        DeleteProtocolSteps.self,
        DeleteProtocolContraindications.self,
        DeleteProtocolEvidence.self,
        ApproveProtocol.self,
        RetireProtocol.self,
        InsertProtocolStep.self,
        SelectProtocolSteps.self,
        InsertToolRequirement.self,
        SelectToolRequirements.self,
        InsertProtocolContraindication.self,
        SelectProtocolContraindications.self,
        SelectContraindicationCodes.self,
        SelectEvidenceCodes.self,
        InsertProtocolEvidence.self,
        SelectProtocolStudies.self,
        SelectToolsOnOffer.self,
        VerifyProtocols.self,
    ]

    /// Those that only reports run, in the role that reads.
    static let reports: [any Statement.Type] = [
        ExplainOnHand.self, ExplainAllocated.self, ExplainOrder.self, ExplainReturn.self, ExplainSales.self,
        ExplainTax.self, ExplainLayers.self, ExplainUninvoiced.self, ExplainAllocation.self, ExplainLotAllocated.self,
        ExplainLotAvailable.self,
        LotsOnHandReport.self, ExplainMargin.self, ExplainReceivables.self, ExplainService.self,
        ExplainValuation.self, ExplainCustomers.self, ExplainReceived.self, ExplainAvailable.self, ExplainComing.self,
        ExplainWanted.self, ExplainProjected.self, ExplainShipped.self, ExplainStockCard.self, ExplainLying.self,
        ExplainExposure.self, ExplainReturnShipped.self, ExplainFed.self, ExplainHeld.self, ExplainItems.self,
        ExplainRepriced.self,
        ComplianceReport.self, ImportRunsReport.self, OrderBookReport.self, QuarantineReport.self,
        PriceChangesReport.self, SupplierScorecardReport.self, SalesReport.self,
        SelectLatestEntry.self, SetKnownDay.self, SelectLateRate.self, StockOnHandReport.self,
    ]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The sources below a folder with their texts.
    static func sources(_ folder: String) throws -> [(path: String, text: String)] {
        let url = root.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".swift") }
        return try paths.sorted().map { path in
            ("\(folder)/\(path)", try String(contentsOf: url.appending(path: path), encoding: .utf8))
        }
    }

    @Test("Every statement prepares against the migrated schema, also in the role that runs it", .migrated)
    func prepares() throws {
        for role in [nil, "nephrite_app"] {
            let connection = try MigratedDatabase.connect(as: role)
            for type in Self.all + Self.reports { try Self.check(type, connection) }
        }
        let reader = try MigratedDatabase.connect(as: "nephrite_report")
        for type in Self.reports { try Self.check(type, reader) }
    }

    private static func check<S: Statement>(_ type: S.Type, _ connection: Connection) throws {
        #expect(throws: Never.self, "\(type)") { try connection.check(type) }
    }

    @Test("The list names every statement of the sources, and each once")
    func complete() throws {
        let listed = (Self.all + Self.reports).map { "\($0)" }
        #expect(Set(listed).count == listed.count)
        for source in try Self.sources("Sources/Storage") {
            for match in source.text.matches(of: /struct (\w+): (?:Report)?Statement \{/) {
                #expect(listed.contains(String(match.1)), "\(source.path)")
            }
        }
    }

    @Test("SQL stands in Storage alone")
    func onlyHere() throws {
        let sql = /\b(SELECT|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|TRUNCATE)\s/
        var seen = 0
        for target in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path) {
            // The client quotes SQL in its documentation, the test cluster makes databases.
            guard !["Storage", "Postgres", "TestSupport"].contains(target) else { continue }
            for source in try Self.sources("Sources/\(target)") {
                // Backups are put back through psql, before there is a schema that Storage would know.
                if source.path.hasSuffix("LocalCluster/DatabaseSwap.swift") { continue }
                seen += 1
                for line in source.text.split(separator: "\n") where !line.contains("///") {
                    #expect(line.firstMatch(of: sql) == nil, "\(source.path): \(line)")
                }
            }
        }
        #expect(seen > 50)
    }

    @Test("No value is joined into SQL, and no statement selects all columns")
    func form() throws {
        for type in Self.all + Self.reports {
            #expect(!type.sql.contains("\\("))
            #expect(type.sql.firstMatch(of: /SELECT\s+\*|\.\*/) == nil, "\(type)")
        }
        for source in try Self.sources("Sources/Storage") {
            for match in source.text.matches(
                of: /static let sql = (?s).*?\n    (let|var|\/\/\/|package|private|static func)/)
            {
                #expect(!match.0.contains("\\("), "\(source.path)")
            }
        }
    }
}
