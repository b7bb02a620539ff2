using System.Globalization;
using Debye.Crystals;
using Debye.Learning.Answers;
using Debye.Learning.Baselines;
using Debye.Learning.Calibration;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Identifies the space group behind pair distribution functions.</summary>
/// <remarks>Safe for calls from many threads; <see cref="Use"/> is for calls that begin after it.</remarks>
/// <example><code>
/// using var identifier = PdfIdentifier.Load("models/pdf-spacegroup");
/// var answer = identifier.Identify(PdfReader.Read("Ni.gr"), "Ni.gr", new PdfIdentifyOptions());
/// Console.WriteLine($"{answer.Candidates[0].Name}: {answer.Candidates[0].Probability:0 %}");
/// </code></example>
public sealed class PdfIdentifier : IDisposable
{
    private readonly PdfModel _model;
    private readonly ConformalSets? _conformal;

    private readonly int _threads;
    private volatile PdfLookup? _own;

    private PdfIdentifier(string name, PdfModel model, int threads)
    {
        (Name, _model, _threads) = (name, model, threads);
        _conformal =
            model.Config.ConformalScores.Length > 0 ? new ConformalSets(model.Config.ConformalScores, model.Config.ConformalKind) : null;
    }

    /// <summary>Name of the model package.</summary>
    public string Name { get; }

    /// <summary>Loads a model package.</summary>
    /// <param name="modelFolder">Folder of the package.</param>
    /// <param name="threads">Threads of its arithmetic, 1 or more.</param>
    /// <exception cref="DataFormatException">It is missing, corrupted, too new, or for another technique.</exception>
    public static PdfIdentifier Load(string modelFolder, int threads = 1) =>
        new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(modelFolder))),
            PdfModel.Load(modelFolder, threads),
            threads
        );

    /// <summary>Looks for matches among other crystals than those of the model; the space group is answered as before.</summary>
    /// <param name="library">The crystals; null for the model's own.</param>
    public void Use(PdfLibrary? library) => _own = library is null ? null : new PdfLookup(library);

    /// <summary>Identifies a curve.</summary>
    /// <param name="data">G(r), F(Q) or S(Q).</param>
    /// <param name="input">Name of the input for the answer.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The curve is an intensity or covers too little, or an option is out of range.</exception>
    public PdfAnswer Identify(PdfData data, string input, PdfIdentifyOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var features = PdfFeatures.FromData(data);
        var curve = new FeatureTable(features.Values.ToArray(), PdfDataset.Points);
        var (probabilities, fits) = _model.Judge(curve, isMeasured: true);
        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i])];
        var set = _conformal?.Predict(probabilities, options.Coverage) ?? ConformalSets.Uncalibrated(probabilities, options.Coverage);
        var known = _model.Known?.Nearest(_model.Lookup!.Nearest, curve, options.Top, _threads) ?? [];
        var lookup = _own;
        var own = lookup?.Library.Nearest(lookup.Nearest, curve, options.Top, _threads) ?? [];
        var (library, matches) = lookup is null ? (_model.Known, known) : (lookup.Library, own);
        if (lookup is not null)
            fits = lookup.Run(curve, isMeasured: true, _threads).Fits;
        var correlation = known.Concat(own).Select(match => match.Correlation).DefaultIfEmpty(1).Max();
        var distance = Math.Sqrt(Math.Max(0, 2 - 2 * correlation));
        var (isFar, isUnsure) = (distance > _model.Fusion.LargestDistance, probabilities[order[0]] < _model.Fusion.UnknownBelow);
        return new PdfAnswer
        {
            Input = input,
            Model = Name,
            Candidates =
            [
                .. order
                    .Take(options.Top)
                    .Select(i => new Candidate(
                        _model.Config.Labels[i],
                        SpaceGroups.Default(int.Parse(_model.Config.Labels[i], CultureInfo.InvariantCulture)).Symbol,
                        probabilities[i]
                    )),
            ],
            PredictionSet = [.. set.Select(i => _model.Config.Labels[i])],
            Coverage = options.Coverage,
            IsUnknown = isFar || isUnsure,
            Because = isFar || isUnsure ? "like nothing the model knows" : null,
            Matches = matches,
            Curve = Array.ConvertAll(features.Values.ToArray(), value => (double)value),
            Refined = fits.Length > 0 && fits[0].Best is { } best ? Refined(library!, best) : null,
            NearestCurve = matches.Length > 0 ? Laid(library!, matches[0], features.Values) : ReadOnlyMemory<double>.Empty,
            Notes = [.. features.Notes, .. Notes(isFar, isUnsure, data)],
        };
    }

    private static PdfRefinedCrystal Refined(PdfLibrary library, PdfCrystalFit best)
    {
        var fit = best.Refinement;
        var curve = new double[PdfDataset.Points];
        Array.Fill(curve, double.NaN);
        for (var i = 0; i < fit.Curve.Length; i++)
            curve[i] = fit.Curve.Span[i];
        return new PdfRefinedCrystal(library.Ids[best.Crystal], best.SpaceGroup, fit.Misfit, fit.Crystal, fit.Powers, curve);
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>A known curve on the axis of a measured one: read at r over the stretch, then brought to its mean and spread.</summary>
    private static double[] Laid(PdfLibrary known, PdfMatch match, ReadOnlySpan<float> measured)
    {
        var curve = known.Curve(match.Curve);
        var grid = PdfGrid.SpaceGroupNetwork.ToArray();
        var (values, inside) = (new double[grid.Length], new List<int>());
        for (var i = 0; i < grid.Length; i++)
        {
            var place = (grid[i] / match.Stretch - grid[0]) / (grid[1] - grid[0]);
            if (place < 0 || place > grid.Length - 1)
                continue;
            var below = Math.Min((int)place, grid.Length - 2);
            values[i] = curve[below] + (place - below) * (curve[below + 1] - curve[below]);
            inside.Add(i);
        }

        var (mean, goal) = (inside.Average(i => values[i]), 0.0);
        foreach (var i in inside)
            goal += measured[i] / inside.Count;
        var (common, square) = (0.0, 0.0);
        foreach (var i in inside)
            (common, square) = (common + (values[i] - mean) * (measured[i] - goal), square + (values[i] - mean) * (values[i] - mean));
        var scaled = Enumerable.Repeat(double.NaN, values.Length).ToArray();
        foreach (var i in inside)
            scaled[i] = goal + (square > 0 ? common / square : 0) * (values[i] - mean);
        return scaled;
    }

    private static IEnumerable<string> Notes(bool isFar, bool isUnsure, PdfData data)
    {
        if (isFar)
            yield return "No known curve is like this one at any stretch: another structure, a mixture, a small particle, or an error "
                + "of the reduction.";
        if (isUnsure)
            yield return "No space group of the model is probable: the sample may have one that the model does not know.";
        if (data.Header.Radiation == PdfRadiation.Neutron)
            yield return "Measured with neutrons; the model learned from x-ray curves, in which the same pairs weigh differently.";
        if (data.Header.QmaxPerAngstrom is < 15)
            yield return Invariant($"Qmax {data.Header.QmaxPerAngstrom:0.#} 1/Å is low: the model learned from 18 to 28 1/Å.");
    }
}
