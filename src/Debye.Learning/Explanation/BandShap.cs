using System.Collections.Immutable;

namespace Debye.Learning.Explanation;

/// <summary>SHAP for spectra: contributions of contiguous bands from a hierarchy that is refined where most happens.</summary>
/// <remarks>
/// The spectrum is cut into two bands, these again, and so on. The contribution of a band is its Owen value: the mean of what it adds to
/// the score over the surroundings in which, level by level, its neighbour half is hidden or shown. Surroundings double with every level,
/// so the evaluations are bounded: those that promise most are looked at first, several in one call of the model, and those that are not
/// are taken to split between the halves as those that were (<see cref="BandNode.Share"/>). Contributions always add up to score − base
/// score. Sources: G. Owen, in Mathematical Economics and Game Theory, Springer (1977), 76, doi 10.1007/978-3-642-45494-3_7; S. M. Lundberg
/// and S.-I. Lee, Adv. Neural Inf. Process. Syst. 30, 4765 (2017), arXiv 1705.07874; order of the cuts as in the partition explainer of
/// that work.
/// </remarks>
public static class BandShap
{
    private const double LeastPromise = 0.3;

    /// <summary>Explains a spectrum.</summary>
    /// <param name="scorer">What is explained.</param>
    /// <param name="spectrum">The spectrum as the model takes it.</param>
    /// <param name="background">What stands where something is hidden; of several spectra, every evaluation costs as many rows.</param>
    /// <param name="options">Budget and bands.</param>
    /// <exception cref="ArgumentException">The spectrum is empty, the background has another length, or the budget does not even suffice
    /// for it.</exception>
    public static BandShapExplanation Explain(
        SpectrumScorer scorer,
        ReadOnlySpan<float> spectrum,
        SpectrumBackground background,
        BandShapOptions? options = null
    )
    {
        options ??= new BandShapOptions();
        options.Validate();
        var scores = new VersionScores(scorer, spectrum, background, options.Batch);
        if (options.MaximumEvaluations < 1 + scores.Cost)
            throw new ArgumentException(
                Invariant(
                    $"Expected a budget of {1 + scores.Cost} evaluations or more for this background, got {options.MaximumEvaluations}."
                ),
                nameof(options)
            );
        var root = new BandNode(0, spectrum.Length);
        var first = new BandQuestion(
            root,
            [],
            1,
            scores.Of([
                [],
            ])[0],
            scores.Whole()
        );
        root.Value = first.Contribution;
        var isExact = Refine(root, first, spectrum, scores, options);
        return new BandShapExplanation
        {
            Values = Spread(root, spectrum.Length),
            Bands = [.. root.Leaves().Select(node => new BandShapBand(node.Start, node.End, node.Value))],
            Score = first.With,
            BaseScore = first.Without,
            Evaluations = scores.Evaluations,
            IsExact = isExact,
        };
    }

    /// <summary>Cuts bands until the budget is spent; whether nothing was left to cut.</summary>
    private static bool Refine(
        BandNode root,
        BandQuestion first,
        ReadOnlySpan<float> spectrum,
        VersionScores scores,
        BandShapOptions options
    )
    {
        var open = new List<BandQuestion>();
        if (first.Node.Width > options.MinimumWidth)
            open.Add(first);
        while (open.Count > 0)
        {
            var affordable = (options.MaximumEvaluations - scores.Evaluations) / (2 * scores.Cost);
            if (affordable < 1)
                return false;
            var chosen = Choose(open, Math.Min(affordable, Math.Max(1, options.Batch / (2 * scores.Cost))));
            foreach (var question in chosen)
                question.Node.Cut(CutOf(question.Node, spectrum, options));
            var answers = scores.Of([
                .. chosen.SelectMany(question =>
                    new[] { question.ShownWith(question.Node.Left!), question.ShownWith(question.Node.Right!) }
                ),
            ]);
            for (var i = 0; i < chosen.Count; i++)
                Answer(chosen[i], answers[2 * i], answers[2 * i + 1], open, options.MinimumWidth);
            root.Share();
        }

        return true;
    }

    private static void Answer(BandQuestion question, double left, double right, List<BandQuestion> open, int minimumWidth)
    {
        // ½[(left − without) + (with − right)] for the left half, the same with the halves exchanged for the right: their difference is
        // left − right.
        question.Node.Learn(question.Weight, left - right);
        open.AddRange(question.Halves(left, right).Where(half => half.Node.Width > minimumWidth));
    }

    /// <summary>
    /// Takes out the questions that promise most. A band that is not cut yet promises what it adds in all. Further surroundings of a cut
    /// band promise as much as its halves were seen to differ from surroundings to surroundings; half of what the band adds while only one
    /// is known.
    /// </summary>
    private static List<BandQuestion> Choose(List<BandQuestion> open, int count)
    {
        var met = new HashSet<BandNode>();
        var order = open.Select((question, index) => (Index: index, Promise: Promise(question, met)))
            .OrderByDescending(item => item.Promise)
            .ThenBy(item => item.Index)
            .Take(count)
            .ToArray();
        // What promises far less than the best may be overtaken by what the best brings to light: it waits for the next call.
        var least = LeastPromise * order[0].Promise;
        int[] chosen = [.. order.Where(item => item.Promise >= least).Select(item => item.Index)];
        List<BandQuestion> questions = [.. chosen.Select(index => open[index])];
        foreach (var index in chosen.OrderDescending())
            open.RemoveAt(index);
        return questions;
    }

    private static double Promise(BandQuestion question, HashSet<BandNode> met)
    {
        var node = question.Node;
        if (node.CutWeight <= 0 && met.Add(node))
            return Math.Abs(node.Value);
        return node.Spread is { } spread ? question.Weight * spread : 0.5 * Math.Abs(question.Contribution);
    }

    /// <summary>Where a band is cut: in the middle, or at the lowest point of its middle half, of equal ones the most central.</summary>
    private static int CutOf(BandNode node, ReadOnlySpan<float> spectrum, BandShapOptions options)
    {
        var middle = (node.Start + node.End) / 2;
        if (!options.CutsAtMinima || node.Width < 8)
            return middle;
        var best = middle;
        for (var i = node.Start + node.Width / 4; i <= node.End - node.Width / 4; i++)
            if (spectrum[i] < spectrum[best] || (spectrum[i] == spectrum[best] && Math.Abs(i - middle) < Math.Abs(best - middle)))
                best = i;
        return best;
    }

    private static double[] Spread(BandNode root, int points)
    {
        var values = new double[points];
        foreach (var leaf in root.Leaves())
            values.AsSpan(leaf.Start, leaf.Width).Fill(leaf.Value / leaf.Width);
        return values;
    }
}
