namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>How sure an adapted model is, from the errors of cross-validation.</summary>
internal static class AdaptationCalibration
{
    /// <param name="adapted">The adapted model.</param>
    /// <param name="model">Its base; says what it has seen.</param>
    /// <param name="rows">All measured rows.</param>
    /// <param name="blend">Cross-validated blend of the rows chosen by.</param>
    /// <param name="predictions">Cross-validated answers of each method for them.</param>
    /// <param name="weights">Weight of each method.</param>
    /// <param name="threads">Threads.</param>
    public static CrystalCalibration Fit(
        CrystalModel adapted,
        CrystalModel model,
        IReadOnlyList<AdaptationRow> rows,
        double[] blend,
        double[][] predictions,
        double[] weights,
        int threads
    )
    {
        CrystalExample[] judged = [.. rows.Where(row => row.IsChosenBy).Select(row => row.Example)];
        var answers = blend
            .Select(
                (value, i) =>
                    new CrystalEstimate(
                        value,
                        Math.Sqrt(predictions.Select((own, m) => weights[m] * (own[i] - value) * (own[i] - value)).Sum()),
                        0,
                        []
                    )
            )
            .ToArray();
        using var predictor = new CrystalPredictor(adapted, threads);
        var fitted = CrystalCalibration.Fit(predictor, judged, judged, answers);
        var seen = CrystalCalibration
            .ElementsOf(rows.Select(row => row.Example))
            .Union(model.Calibration?.Elements ?? [])
            .Order()
            .ToArray();
        return fitted with { Elements = seen, MetalsAloneShare = model.Calibration?.MetalsAloneShare, Domain = model.Calibration?.Domain };
    }
}
