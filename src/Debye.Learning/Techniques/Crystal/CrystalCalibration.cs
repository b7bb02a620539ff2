using Debye.Learning.Calibration;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>
/// Tells how sure an answer is: the error to be expected, intervals, and whether the crystal is like those the model learned from.
/// </summary>
public sealed record CrystalCalibration
{
    /// <summary>Share of unseen crystals of the training's kind that count as like it.</summary>
    private const double InsideShare = 0.995;

    private static readonly double[] s_factors = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.4, 2];

    /// <summary>Atomic numbers that the training part holds.</summary>
    public required IReadOnlyList<int> Elements { get; init; }

    /// <summary>Share of the training crystals that hold metals alone; null where it was not counted.</summary>
    public double? MetalsAloneShare { get; init; }

    /// <summary>
    /// Expected error, in the unit of the property: first number, plus second times the members' spread, plus third times the error that
    /// networks expect of themselves.
    /// </summary>
    public required IReadOnlyList<double> ErrorWeights { get; init; }

    /// <summary>Intervals, calibrated on held-out crystals.</summary>
    public required ConformalIntervals Intervals { get; init; }

    /// <summary>
    /// Where the training crystals lie in the space of the vectors of the first graph network (of the base model, where there is one); null
    /// without such a network, or with too few crystals to tell.
    /// </summary>
    public TrainingDomain? Domain { get; init; }

    /// <summary>Error to be expected of an answer, in the unit of the property.</summary>
    public double ExpectedError(CrystalEstimate answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return ErrorWeights[0] + (ErrorWeights[1] * answer.Spread) + (ErrorWeights[2] * answer.Scale);
    }

    /// <summary>Calibrates on answers for held-out crystals.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="training">Crystals it learned from.</param>
    /// <param name="heldOut">Crystals it did not learn from, of other formulas.</param>
    /// <param name="answers">Its answers for them.</param>
    internal static CrystalCalibration Fit(
        CrystalPredictor predictor,
        IReadOnlyList<CrystalExample> training,
        IReadOnlyList<CrystalExample> heldOut,
        IReadOnlyList<CrystalEstimate> answers
    )
    {
        double[] errors = [.. heldOut.Select((example, i) => Math.Abs(example.Target - answers[i].Value))];
        var weights = FitErrors(answers, errors);
        var calibration = new CrystalCalibration
        {
            Elements = ElementsOf(training),
            MetalsAloneShare = training.Count(example => HoldsMetalsAlone(example.Crystal)) / (double)training.Count,
            ErrorWeights = weights,
            Intervals = new ConformalIntervals { Scores = [0] },
        };
        double[] scales = [.. answers.Select(calibration.ExpectedError)];
        return calibration with
        {
            Intervals = new ConformalIntervals { Scores = [.. errors.Zip(scales, (error, scale) => error / scale)] },
            Domain = DomainOf(predictor, training, heldOut),
        };
    }

    /// <summary>Whether all elements of a crystal are metals.</summary>
    internal static bool HoldsMetalsAlone(CrystalInput crystal)
    {
        foreach (var number in crystal.Graph.AtomicNumbers)
            if (!Debye.Crystals.Elements.IsMetal(number))
                return false;
        return true;
    }

    /// <summary>Atomic numbers of some crystals.</summary>
    internal static int[] ElementsOf(IEnumerable<CrystalExample> crystals) =>
        [.. crystals.SelectMany(example => example.Crystal.Graph.AtomicNumbers.ToArray()).Distinct().Order().Select(number => (int)number)];

    /// <summary>Vectors of crystals in the first graph network; null without one.</summary>
    internal static FeatureTable? Vectors(CrystalPredictor predictor, IReadOnlyList<CrystalInput> crystals)
    {
        // An adapted model knows the crystals that its base has seen.
        var network = (predictor.Model.Base ?? predictor.Model)
            .Members.FirstOrDefault(member => member.Network?.Description.Convolutions > 0)
            ?.Network;
        return network is null ? null : new FeatureTable(predictor.Vectors(network, crystals)[^1], network.Description.Channels);
    }

    private static TrainingDomain? DomainOf(
        CrystalPredictor predictor,
        IReadOnlyList<CrystalExample> training,
        IReadOnlyList<CrystalExample> heldOut
    )
    {
        if (heldOut.Count < InsideShare / (1 - InsideShare))
            return null;
        var known = Vectors(predictor, [.. training.Select(example => example.Crystal)]);
        return known is null
            ? null
            : TrainingDomain.Fit(known, Vectors(predictor, [.. heldOut.Select(example => example.Crystal)])!, InsideShare);
    }

    /// <summary>The weights under which the errors are most probable as draws of a Laplace distribution, on a grid.</summary>
    private static double[] FitErrors(IReadOnlyList<CrystalEstimate> answers, double[] errors)
    {
        var (best, loss) = (new double[3], double.PositiveInfinity);
        // No answer is surer than a twentieth of the mean error.
        var least = Math.Max(1e-9, errors.Average()) / 20;
        foreach (var constant in s_factors)
        foreach (var spread in s_factors)
        foreach (var own in answers[0].Scale > 0 ? s_factors : [0])
        {
            double[] trial = [least + (constant * errors.Average()), spread, own];
            var sum = 0.0;
            for (var i = 0; i < errors.Length; i++)
            {
                var scale = trial[0] + (trial[1] * answers[i].Spread) + (trial[2] * answers[i].Scale);
                sum += (errors[i] / scale) + Math.Log(scale);
            }

            if (sum < loss)
                (best, loss) = (trial, sum);
        }

        return best;
    }
}
