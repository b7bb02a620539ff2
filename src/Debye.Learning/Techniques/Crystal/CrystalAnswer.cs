using Debye.Crystals;
using Debye.Learning.Answers;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A property of one crystal.</summary>
public sealed record CrystalAnswer : ValueAnswer
{
    /// <summary>A kind of crystal that makes up less than this of the training crystals is unlike them.</summary>
    private const double RareShare = 0.01;

    /// <summary>Reduced formula.</summary>
    public required string Formula { get; init; }

    /// <summary>Error to be expected, in the unit of the value; null where the model was not calibrated.</summary>
    public double? ExpectedError { get; init; }

    /// <summary>Answer of each member of the model, in the unit of the value.</summary>
    public IReadOnlyList<double> Members { get; init; } = [];

    /// <summary>Values of the model's further properties, by name.</summary>
    public IReadOnlyDictionary<string, double> More { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Says what a model knows of a crystal.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="builder">Makes its inputs.</param>
    /// <param name="structure">The crystal.</param>
    /// <param name="coverage">Share of intervals that should hold the truth, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The crystal is not ordered or two sites overlap; the message says which.</exception>
    public static CrystalAnswer Of(CrystalPredictor predictor, CrystalInputBuilder builder, Structure structure, double coverage)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(structure);
        var model = predictor.Model;
        var species = structure.Sites.Select(site => site.Species).Distinct().ToArray();
        var answer = new CrystalAnswer
        {
            Input = structure.Id,
            Model = model.Name,
            Formula = structure.Formula,
            Property = model.Property,
            Unit = model.Unit,
            Value = null,
            Interval = null,
            Coverage = coverage,
            IsUnknown = false,
        };
        if (Names(species.Where(one => one.AtomicNumber > CrystalBatch.Elements)) is { } beyond)
            return answer with { IsUnknown = true, Because = $"the model knows no {beyond}" };
        var input = builder.Build(structure);
        var estimate = predictor.Predict([input])[0];
        answer = answer with
        {
            Value = estimate.Value,
            Members = estimate.Members,
            More = model.MoreProperties.Zip(estimate.More).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
        };
        if (model.Calibration is not { } calibration)
            return answer;
        var error = calibration.ExpectedError(estimate);
        var because = Names(species.Where(one => !calibration.Elements.Contains(one.AtomicNumber))) is { } unseen
            ? $"the model has never seen {unseen}"
            : Unlike(predictor, calibration, input);
        return answer with
        {
            Interval = Ends(calibration, estimate, error, coverage),
            ExpectedError = error,
            IsUnknown = because is not null,
            Because = because,
        };
    }

    /// <summary>The interval; null where too few crystals were held out for the coverage.</summary>
    private static (double Low, double High)? Ends(CrystalCalibration calibration, CrystalEstimate estimate, double error, double coverage)
    {
        if (calibration.Intervals.HighestCoverage < coverage)
            return null;
        var interval = calibration.Intervals.Predict(estimate.Value, error, coverage);
        return (interval.Low, interval.High);
    }

    private static string? Unlike(CrystalPredictor predictor, CrystalCalibration calibration, CrystalInput input)
    {
        if (calibration.MetalsAloneShare < RareShare && CrystalCalibration.HoldsMetalsAlone(input))
            return Invariant($"it holds metals alone, as {calibration.MetalsAloneShare:0.0 %} of the training crystals do");
        if (calibration.Domain is not { } domain)
            return null;
        var verdict = domain.Judge(CrystalCalibration.Vectors(predictor, [input])!.Row(0));
        return verdict.Distance <= verdict.Limit
            ? null
            : Invariant(
                $"its surroundings are unlike those of the training crystals: distance {verdict.Distance:f1}, limit {verdict.Limit:f1}"
            );
    }

    private static string? Names(IEnumerable<Species> species) =>
        string.Join(", ", species.Select(one => one.Symbol).Distinct()) is { Length: > 0 } names ? names : null;
}
