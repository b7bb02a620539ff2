using System.Numerics.Tensors;
using Debye.Learning.Networks;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>How well the features of a base tell materials apart that it has never seen.</summary>
/// <param name="Accuracy">Share of new spectra whose nearest neighbour is of their material.</param>
/// <param name="NeighbourAccepted">Share of new spectra of known materials that a nearest-neighbour detector accepts, α = 0.001.</param>
/// <param name="NeighbourRejected">Share of spectra of other materials that it refuses.</param>
/// <param name="NeighbourRankArea">Area under its ROC curve.</param>
/// <param name="PlaneAccepted">The same of DIME with 10 axes.</param>
/// <param name="PlaneRejected">The same.</param>
/// <param name="PlaneRankArea">The same.</param>
public sealed record PretrainingTransfer(
    double Accuracy,
    double NeighbourAccepted,
    double NeighbourRejected,
    double NeighbourRankArea,
    double PlaneAccepted,
    double PlaneRejected,
    double PlaneRankArea
)
{
    private const int Instruments = 8;
    private const int Known = 10;
    private const int Unknown = 4;
    private const int TrainingSpectra = 24;
    private const int TestSpectra = 12;
    private const double Significance = 0.001;

    /// <summary>Judges a base on line spectra of new materials before new instruments.</summary>
    /// <param name="network">The network.</param>
    /// <param name="image">The image.</param>
    /// <param name="seed">Seed of materials and spectra; not that of a training.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    public static PretrainingTransfer Judge(FrozenImageNetwork network, SpectrumImageOptions image, ulong seed, int threads = 1)
    {
        var results = new List<PretrainingTransfer>();
        for (var i = 0; i < Instruments; i++)
        {
            var random = new RandomSource(seed, (ulong)i);
            var spectra = new LineSpectra(Known + Unknown, ref random);
            results.Add(Judge(new SpectrumImageBase(network, image, spectra.Instrument.Points), spectra, ref random, threads));
        }

        double Mean(Func<PretrainingTransfer, double> figure) => results.Average(figure);
        return new PretrainingTransfer(
            Mean(r => r.Accuracy),
            Mean(r => r.NeighbourAccepted),
            Mean(r => r.NeighbourRejected),
            Mean(r => r.NeighbourRankArea),
            Mean(r => r.PlaneAccepted),
            Mean(r => r.PlaneRejected),
            Mean(r => r.PlaneRankArea)
        );
    }

    private static PretrainingTransfer Judge(SpectrumImageBase own, LineSpectra spectra, ref RandomSource random, int threads)
    {
        var training = Measure(own, spectra, 0, Known, TrainingSpectra, ref random, threads);
        var known = Measure(own, spectra, 0, Known, TestSpectra, ref random, threads);
        var unknown = Measure(own, spectra, Known, Unknown, TestSpectra, ref random, threads);
        int[] labels = [.. Enumerable.Range(0, training.Rows).Select(i => i / TrainingSpectra)];
        var right = Enumerable.Range(0, known.Rows).Count(i => labels[Nearest(training, known.Row(i))] == i / TestSpectra);
        var examples = new OpenSetExamples(training, labels, Known);
        var nearest = DetectorComparison.Judge(
            new NearestNeighbourOptions { Significance = Significance }.FitCrossed(examples, 10, 1),
            known,
            unknown
        );
        var plane = DetectorComparison.Judge(
            new DimeOptions { Axes = 10, Significance = Significance }.FitCrossed(examples, 10, 1),
            known,
            unknown
        );
        return new PretrainingTransfer(
            (double)right / known.Rows,
            nearest.KnownAccepted,
            nearest.UnknownRejected,
            nearest.RankArea,
            plane.KnownAccepted,
            plane.UnknownRejected,
            plane.RankArea
        );
    }

    private static SampleTable Measure(
        SpectrumImageBase own,
        LineSpectra spectra,
        int first,
        int count,
        int each,
        ref RandomSource random,
        int threads
    )
    {
        var measurement = spectra.CreateMeasurement();
        var values = new double[count * each * own.FeatureCount];
        for (var i = 0; i < count * each; i++)
            measurement.Draw(first + i / each, ref random).CopyTo(values.AsSpan(i * own.FeatureCount));
        return own.Represent(new SampleTable(values, own.FeatureCount), threads);
    }

    private static int Nearest(SampleTable training, ReadOnlySpan<double> row)
    {
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < training.Rows; i++)
        {
            var distance = TensorPrimitives.Distance(training.Row(i), row);
            if (distance < least)
                (nearest, least) = (i, distance);
        }

        return nearest;
    }
}
