using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Debye.Techniques.Xrd.Library;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>What the two sources say of one pattern.</summary>
/// <param name="Network">The network's probabilities of the 230 space groups.</param>
/// <param name="Matches">Library hits, best first.</param>
public sealed record XrdEvidence(float[] Network, ImmutableArray<LibraryMatch> Matches);

/// <summary>Weights of the model that combines network and library; fitted by <see cref="XrdCalibration"/>.</summary>
/// <remarks>
/// A hit counts exp(w·x), x its similarity figures; the sum over the hits of a space group, a share of it given to the hit's
/// parent group, makes the library's probabilities L. With the network's N the answer is a mixture of the product L·N^a and of
/// g·L + (1−g)·N^b, where the gate g rises with the best similarity.
/// </remarks>
public sealed record XrdFusion
{
    /// <summary>Number of similarity figures of a hit.</summary>
    public const int HitFigures = 11;

    /// <summary>Number of all weights.</summary>
    public const int WeightCount = HitFigures + 6;

    private const double Uniform = 0.02;

    /// <summary>Weights: similarity figures; parent share (logit); gate offset and slope; ln b; ln a; product share (logit).</summary>
    public double[] Weights { get; init; } = [0, 2, 1, 7, 30, -2, -13, -3, 3, -4.5, 2, 0, 0, 1, 0, 0.3, 0.3];

    /// <summary>Whether the weights are the defaults because a package had none.</summary>
    [JsonIgnore]
    public bool IsDefault { get; init; }

    /// <summary>Scores of the conformal calibration, as in the model's configuration but for the combined answer.</summary>
    public double[] ConformalScores { get; init; } = [];

    /// <summary>Largest probability below which the combined answer is "unknown".</summary>
    public double UnknownBelow { get; init; }

    /// <summary>Combined probabilities of the 230 space groups.</summary>
    public float[] Combine(XrdEvidence evidence)
    {
        if (evidence.Matches.IsEmpty)
            return evidence.Network;
        return [.. Combine(Prepare(evidence), Weights).Select(p => (float)p)];
    }

    /// <summary>The hits in the order of the weighted similarity, best first.</summary>
    public ImmutableArray<LibraryMatch> Rank(ImmutableArray<LibraryMatch> matches) =>
        [.. matches.OrderByDescending(match => Strength(FiguresOf(match), Weights))];

    /// <summary>The figures of a pattern's evidence, worked out once.</summary>
    internal static PreparedEvidence Prepare(XrdEvidence evidence)
    {
        var figures = evidence.Matches.Select(FiguresOf).ToArray();
        var groups = evidence.Matches.Select(match => match.Entry.SpaceGroup - 1).ToArray();
        var parents = evidence.Matches.Select(match => match.Entry.ParentSpaceGroup - 1).ToArray();
        var best = evidence.Matches.IsEmpty ? 0 : evidence.Matches.Max(match => match.Score);
        return new PreparedEvidence(figures, groups, parents, best, [.. evidence.Network.Select(p => Math.Log(p + 1e-4))]);
    }

    /// <summary>Combined probabilities for given weights.</summary>
    internal static double[] Combine(PreparedEvidence evidence, ReadOnlySpan<double> weights)
    {
        var library = Library(evidence, weights);
        var tail = weights[HitFigures..];
        var alone = Power(evidence.LogNetwork, Math.Exp(tail[3]), null);
        var product = Power(evidence.LogNetwork, Math.Exp(tail[4] - 1), library);
        var gate = Sigmoid(tail[1] + tail[2] * (evidence.BestScore - 0.75) * 10);
        var share = Sigmoid(tail[5]);
        var result = new double[library.Length];
        for (var g = 0; g < result.Length; g++)
        {
            var mixed = gate * library[g] + (1 - gate) * alone[g];
            result[g] = (1 - Uniform) * (share * product[g] + (1 - share) * mixed) + Uniform / result.Length;
        }

        return result;
    }

    private static double[] FiguresOf(LibraryMatch match) =>
        [
            match.Score,
            match.Agreement.StrongLines,
            match.Agreement.WeakLinesLow,
            match.Agreement.WeakLinesMiddle,
            match.Agreement.WeakLinesHigh,
            match.Agreement.Missing,
            match.Agreement.Unexplained,
            Math.Log(match.Entry.Count / 30.0),
            match.Distortion * 10,
            Math.Abs(match.LengthScale - 0.99) * 10,
            match.Entry.IsFramework ? 1 : 0,
        ];

    private static double[] Library(PreparedEvidence evidence, ReadOnlySpan<double> weights)
    {
        var strengths = new double[evidence.Figures.Length];
        var largest = double.NegativeInfinity;
        for (var m = 0; m < strengths.Length; m++)
        {
            strengths[m] = Strength(evidence.Figures[m], weights);
            largest = Math.Max(largest, strengths[m]);
        }

        var parentShare = Sigmoid(weights[HitFigures]);
        var result = new double[evidence.LogNetwork.Length];
        double sum = 0;
        for (var m = 0; m < strengths.Length; m++)
        {
            var strength = Math.Exp(strengths[m] - largest);
            sum += strength;
            var moved = evidence.Parents[m] == evidence.Groups[m] ? 0 : parentShare;
            result[evidence.Groups[m]] += strength * (1 - moved);
            result[evidence.Parents[m]] += strength * moved;
        }

        for (var g = 0; g < result.Length; g++)
            result[g] /= sum;
        return result;
    }

    private static double Strength(double[] figures, ReadOnlySpan<double> weights)
    {
        double strength = 0;
        for (var f = 0; f < HitFigures; f++)
            strength += weights[f] * figures[f];
        return strength;
    }

    /// <summary>Normalised exp(power · logs), times (factor + 0.001) where a factor is given.</summary>
    private static double[] Power(double[] logs, double power, double[]? factor)
    {
        var result = new double[logs.Length];
        double sum = 0;
        for (var g = 0; g < result.Length; g++)
            sum += result[g] = Math.Exp(power * logs[g]) * ((factor?[g] ?? 0.999) + 0.001);
        for (var g = 0; g < result.Length; g++)
            result[g] /= sum;
        return result;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>Evidence as the fit reads it.</summary>
internal sealed record PreparedEvidence(double[][] Figures, int[] Groups, int[] Parents, double BestScore, double[] LogNetwork);
