using Debye.Learning.Techniques.Eis;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Bench;

/// <summary>Errors of one parameter of one circuit.</summary>
internal sealed record EisParameterLine(
    string Parameter,
    double Mae,
    double Guarded,
    double Unknown,
    double Median,
    double RelativeMedian,
    double Covered,
    double MeanHere
);

/// <summary>Fitted parameters against listed ones.</summary>
internal static class EisParameterTable
{
    private const double LargestRelativeError = 0.5;
    private const double LargestExponentError = 0.05;

    public static IEnumerable<EisParameterLine> Lines(
        EisCircuitClass kind,
        LabelledImpedance[] items,
        FitResult[] results,
        double[][] training
    )
    {
        var fits = results.Select(result => result.Parameters.Length == 0 ? null : Sorted(kind, result)).ToArray();
        for (var k = 0; k < kind.ListedNames.Length; k++)
        {
            var name = kind.ListedNames[k];
            var scale = kind.Listed([.. training[0].Select(_ => 1.0)])[name];
            var trainingMean = training.Average(row => row[k]) * scale;
            var (errors, relative, covered, unknown, guarded) = (new List<double>(), new List<double>(), 0, 0, 0.0);
            for (var i = 0; i < items.Length; i++)
            {
                var truth = items[i].Parameters![name];
                // A failed fit answers as the mean predictor does.
                var value = fits[i] is { } fit ? fit[k].Value * scale : trainingMean;
                errors.Add(Math.Abs(value - truth));
                relative.Add(Math.Abs(value / truth - 1));
                var isKnown = fits[i] is { } known && IsDetermined(known[k]);
                if (!isKnown)
                    unknown++;
                guarded += Math.Abs((isKnown ? value : trainingMean) - truth) / items.Length;
                if (
                    fits[i] is { } own
                    && (own[k].Lower ?? double.NegativeInfinity) * scale <= truth
                    && truth <= (own[k].Upper ?? double.PositiveInfinity) * scale
                )
                    covered++;
            }

            var meanError = items.Average(item => Math.Abs(item.Parameters![name] - trainingMean));
            yield return new EisParameterLine(
                name,
                errors.Average(),
                guarded,
                (double)unknown / items.Length,
                Median(errors),
                Median(relative),
                (double)covered / items.Length,
                meanError
            );
        }
    }

    private static bool IsDetermined(FittedParameter parameter)
    {
        var isExponent = parameter.Unit == "1";
        var isAtLimit = parameter.IsAtLimit && !(isExponent && parameter.Value >= 1);
        return !isAtLimit
            && parameter.StandardError is { } error
            && error < (isExponent ? LargestExponentError : LargestRelativeError * parameter.Value);
    }

    /// <summary>Parameters with arcs of the same kind by ascending R·C, Gerischer elements by ascending R.</summary>
    private static FittedParameter[] Sorted(EisCircuitClass kind, FitResult result)
    {
        var sorted = result.Parameters.ToArray();
        foreach (var (first, width, arcs) in Groups(kind.Name))
        {
            var order = Enumerable
                .Range(0, arcs)
                .Select(a => sorted.AsSpan(first + a * width, width).ToArray())
                .OrderBy(arc => kind.Name == "RC-G-G" ? arc[0].Value : arc[0].Value * arc[1].Value)
                .ToArray();
            for (var a = 0; a < arcs; a++)
                order[a].CopyTo(sorted, first + a * width);
        }

        return sorted;
    }

    /// <summary>First parameter, parameters of an arc, and number of arcs of each group that may change places.</summary>
    private static (int First, int Width, int Arcs)[] Groups(string name) =>
        name switch
        {
            "L-R-RCPE-RCPE" => [(2, 3, 2)],
            "L-R-RCPE-RCPE-RCPE" => [(2, 3, 3)],
            "RC-G-G" => [(2, 2, 2)],
            "RC-RC-RCPE-RCPE" => [(0, 2, 2), (4, 3, 2)],
            "RCPE-RCPE" => [(0, 3, 2)],
            "RCPE-RCPE-RCPE" => [(0, 3, 3)],
            "RCPE-RCPE-RCPE-RCPE" => [(0, 3, 4)],
            _ => [],
        };

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
