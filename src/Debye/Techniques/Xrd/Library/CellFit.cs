namespace Debye.Techniques.Xrd.Library;

/// <summary>Fits scale and shape of one entry's cell to a pattern by a pattern search with shrinking steps.</summary>
internal sealed class CellFit(
    LibraryEntry entry,
    LibraryProfile profile,
    float[] query,
    int first,
    int last,
    double sigmaDegrees,
    LibrarySearchOptions options
)
{
    private const double FirstStep = 0.004;
    private const double LastStep = 0.0002;
    private readonly double[] _shape = new double[CellStrain.Freedom(entry.System)];
    private readonly double[] _metric = new double[6];

    /// <summary>Fits from a starting scale; the reported score does not hold the penalty for distortion.</summary>
    public LibraryMatch Run(double lengthScale)
    {
        var scale = lengthScale;
        // Wide peaks first: the basin of attraction of a narrow peak is as narrow as the peak.
        for (var width = Math.Max(sigmaDegrees, 0.2); ; width = Math.Max(sigmaDegrees, width / 2))
        {
            scale = Improve(scale, width, Math.Max(LastStep, FirstStep * width / 0.2));
            if (width <= sigmaDegrees)
                break;
        }

        CellStrain.Apply(entry.ReciprocalMetric, entry.System, scale, _shape, _metric);
        var score = profile.Score(entry, _metric, sigmaDegrees, query, first, last);
        var distortion = _shape.Length == 0 ? 0 : _shape.Max(Math.Abs);
        return new LibraryMatch(entry, score, scale, _metric, distortion, profile.Compare(query, first, last));
    }

    private double Improve(double scale, double width, double step)
    {
        var best = Objective(scale, width);
        for (; step >= LastStep; step /= 2)
        {
            for (var pass = 0; pass < 3; pass++)
            {
                var improved = false;
                for (var p = -1; p < _shape.Length; p++)
                    improved |= TryMove(p, step, width, ref scale, ref best);
                if (!improved)
                    break;
            }
        }

        return scale;
    }

    private bool TryMove(int parameter, double step, double width, ref double scale, ref double best)
    {
        ref var value = ref scale;
        if (parameter >= 0)
            value = ref _shape[parameter];
        var old = value;
        foreach (var sign in (ReadOnlySpan<double>)[1, -1])
        {
            value = old + sign * step;
            if (parameter >= 0 && Math.Abs(value) > options.MaxDistortion)
                continue;
            var score = Objective(scale, width);
            if (score <= best + 1e-7)
                continue;
            best = score;
            return true;
        }

        value = old;
        return false;
    }

    private double Objective(double scale, double width)
    {
        CellStrain.Apply(entry.ReciprocalMetric, entry.System, scale, _shape, _metric);
        double penalty = 0;
        foreach (var change in _shape)
            penalty += change * change * 1e4;
        return profile.Score(entry, _metric, width, query, first, last) - options.DistortionPenalty * penalty;
    }
}
