using Debye.Learning.Metrics;

namespace Debye.Learning.OpenSet;

/// <summary>Settings of <see cref="ConformalDetector"/>; the threshold is the significance itself.</summary>
public sealed record ConformalOptions : DetectorOptions
{
    /// <summary>
    /// Whether every class has its own calibration: the promise then holds for each, but small classes cannot refuse. Otherwise strangeness
    /// is counted in the median of its class, and classes are pooled.
    /// </summary>
    public bool IsClassConditional { get; init; } = true;

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Features;

    /// <inheritdoc/>
    internal override bool LeavesOneOut => true;

    /// <inheritdoc/>
    internal override OpenSetDetector Create(OpenSetExamples examples)
    {
        var rows = Enumerable.Range(0, examples.Classes).Select(examples.RowsOf).ToArray();
        var small = Array.FindIndex(rows, own => own.Length < 2);
        if (small >= 0)
            throw new ArgumentException(
                Invariant($"Expected at least 2 examples of every class, class {small} has one."),
                nameof(examples)
            );
        var detector = new ConformalDetector
        {
            InputCount = examples.Inputs.Columns,
            Threshold = Math.BitIncrement(Significance),
            Examples = examples.Inputs.Select([.. rows.SelectMany(own => own)]).Values.ToArray(),
            Counts = [.. rows.Select(own => own.Length)],
            Units = [.. rows.Select(_ => 1.0)],
            Calibration = [],
        };
        return WithCalibration(
            detector,
            [.. rows.Select((own, k) => own.Select((row, i) => detector.Strangeness(examples.Inputs.Row(row), k, i)).ToArray())]
        );
    }

    /// <inheritdoc/>
    internal override OpenSetDetector Calibrate(OpenSetDetector detector, OpenSetExamples known, Func<int, OpenSetDetector> judge)
    {
        var own = (ConformalDetector)detector;
        if (known.Classes != own.Counts.Length)
            throw new ArgumentException(Invariant($"Expected {own.Counts.Length} classes, got {known.Classes}."), nameof(known));
        return WithCalibration(
            own,
            [
                .. Enumerable
                    .Range(0, known.Classes)
                    .Select(k =>
                        known.RowsOf(k).Select(row => ((ConformalDetector)judge(row)).Strangeness(known.Inputs.Row(row), k, -1)).ToArray()
                    ),
            ]
        );
    }

    /// <inheritdoc/>
    internal override OpenSetDetector WithThreshold(OpenSetDetector detector, double[] scores) => detector;

    /// <inheritdoc/>
    internal override double[] OwnScores(OpenSetDetector detector, OpenSetExamples examples)
    {
        var (own, scores, seen) = ((ConformalDetector)detector, new double[examples.Labels.Length], new int[examples.Classes]);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = own.Values(examples.Inputs.Row(i), examples.Labels[i], seen[examples.Labels[i]]++).Max();
        return scores;
    }

    private ConformalDetector WithCalibration(ConformalDetector detector, double[][] strangeness)
    {
        if (IsClassConditional)
            return detector with { Calibration = [.. strangeness.Select(own => own.Order().ToArray())] };
        double[] units = [.. strangeness.Select(own => SampleQuantile.Of(SampleQuantile.Sort(own, 1, nameof(strangeness)), 0.5))];
        var most = units.Max();
        if (!(most > 0))
            throw new ArgumentException("Expected examples that vary within their classes.", nameof(strangeness));
        // A class of copies has no unit of its own.
        units = [.. units.Select(unit => unit > 0 ? unit : most)];
        return detector with
        {
            Units = units,
            Calibration =
            [
                [.. strangeness.SelectMany((own, k) => own.Select(distance => distance / units[k])).Order()],
            ],
        };
    }
}
