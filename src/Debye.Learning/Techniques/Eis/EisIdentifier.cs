using System.Collections.Immutable;
using System.Globalization;
using Debye.Learning.Answers;
using Debye.Learning.Calibration;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Fitting;
using Debye.Techniques.Eis.Series;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Identifies the equivalent circuit behind impedance spectra: all circuits are fitted, and a model weighs the fits.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
/// <example><code>
/// using var identifier = EisIdentifier.Load("models/eis-circuit");
/// var answer = identifier.Identify(spectrum, "cell.csv", new EisIdentifyOptions());
/// Console.WriteLine($"{answer.Candidates[0].Name}: {answer.Candidates[0].Probability:0 %}");
/// </code></example>
public sealed class EisIdentifier : IDisposable
{
    private const int FewestPoints = 10;

    // Deviations of noise exceed this once in some thousand spectra.
    private const double LargestMisfit = 4;

    // A circuit that explains |Z| to a tenth of a per mille is no wrong one for any measurement.
    private const double SmallestDeviation = 1e-4;

    private readonly EisModel _model;
    private readonly BufferPool<FitFeatures> _features = new(() => new FitFeatures(FitCircuits.All));
    private readonly ConformalSets? _conformal;
    private readonly TreeShap? _explainer;

    private EisIdentifier(string name, EisModel model)
    {
        (Name, _model) = (name, model);
        _conformal =
            model.Config.ConformalScores.Length > 0 ? new ConformalSets(model.Config.ConformalScores, model.Config.ConformalKind) : null;
        _explainer = model.Trees is { } trees ? new TreeShap(trees) : null;
    }

    /// <summary>Name of the model package.</summary>
    public string Name { get; }

    /// <summary>Loads a model package.</summary>
    /// <param name="modelFolder">Folder of the package; a model on the features <see cref="FitFeatures.Identifier"/>.</param>
    /// <exception cref="DataFormatException">It is missing, corrupted, too new, or takes other features.</exception>
    public static EisIdentifier Load(string modelFolder)
    {
        var model = EisModel.Load(modelFolder);
        if (model.Config.Features != FitFeatures.Identifier)
            throw new DataFormatException(
                modelFolder,
                0,
                $"a model on the features '{model.Config.Features}', expected '{FitFeatures.Identifier}': others are for "
                    + "comparisons, use them with 'eis evaluate'"
            );
        return new EisIdentifier(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(modelFolder))), model);
    }

    /// <summary>Identifies a spectrum.</summary>
    /// <param name="spectrum">The spectrum, at least 10 points.</param>
    /// <param name="input">Name of the input for the answer.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The spectrum is too short, or an option is out of range.</exception>
    public EisAnswer Identify(ImpedanceSpectrum spectrum, string input, EisIdentifyOptions options)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (spectrum.Length < FewestPoints)
            throw new ArgumentException(
                $"Expected at least {FewestPoints} points to identify a circuit, got {spectrum.Length}.",
                nameof(spectrum)
            );
        using var features = _features.Borrow();
        var values = new float[features.Value.Names.Length];
        features.Value.Compute(spectrum, values);
        var comparison = features.Value.Comparison!;
        var probabilities = _model.Probabilities(new FeatureTable(values, values.Length));
        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).Take(options.Top)];
        var set = _conformal?.Predict(probabilities, options.Coverage) ?? ConformalSets.Uncalibrated(probabilities, options.Coverage);
        var best = comparison.Circuits[order[0]];
        var misfit = best.ResidualCorrelation * Math.Sqrt(2 * spectrum.Length);
        var isUnknown = misfit > LargestMisfit && best.RelativeDeviation > SmallestDeviation;
        ImmutableArray<FitResult> fits = [.. order.Select(i => Fit(spectrum, i, comparison, options))];
        return new EisAnswer
        {
            Input = input,
            Model = Name,
            Candidates =
            [
                .. order.Select(i => new Candidate(EisCircuitClass.Names[i], EisCircuitClass.All[i].Circuit.ToString(), probabilities[i])),
            ],
            PredictionSet = [.. set.Select(i => EisCircuitClass.Names[i])],
            Coverage = options.Coverage,
            IsUnknown = isUnknown,
            Because = isUnknown ? "none of these circuits: the deviations from the best are no noise" : null,
            Fits = fits,
            Noise = comparison.Noise,
            Misfit = misfit,
            Explanation = Explain(features.Value.Names, values, order[0], options.Reasons),
            Notes = [.. Notes(spectrum, comparison, isUnknown), .. Superfluous(fits[0])],
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>The candidate's own fit with intervals, from where the comparison ended, weighted as the noise is.</summary>
    private static FitResult Fit(ImpedanceSpectrum spectrum, int index, CircuitComparison comparison, EisIdentifyOptions options)
    {
        var circuit = EisCircuitClass.All[index].Circuit;
        var found = comparison.Circuits[index].Parameters;
        var guess = circuit.Parameters.Select(
            (parameter, k) => KeyValuePair.Create(parameter.Name, Math.Clamp(found[k], parameter.Lower, parameter.Upper))
        );
        var weights = comparison.Noise.Kind switch
        {
            EisNoise.Unit => FitWeights.Unit,
            EisNoise.Proportional => FitWeights.Proportional,
            _ => FitWeights.Modulus,
        };
        return new CircuitFit(
            circuit,
            new CircuitFitOptions
            {
                Weights = weights,
                Guess = ImmutableDictionary.CreateRange(guess),
                Confidence = options.Confidence,
                Starts = 1,
            }
        ).Fit(spectrum);
    }

    private ImmutableArray<FeatureInfluence> Explain(ImmutableArray<string> names, float[] values, int label, int count)
    {
        if (_explainer is null || count == 0)
            return [];
        var outputs = EisCircuitClass.Names.Length;
        var influences = new double[values.Length * outputs];
        _explainer.Explain(values, influences);
        return
        [
            .. Enumerable
                .Range(0, values.Length)
                .Select(f => new FeatureInfluence(Named(names[f]), values[f], influences[f * outputs + label]))
                .OrderByDescending(influence => Math.Abs(influence.Influence))
                .Take(count),
        ];
    }

    /// <summary>Numbers of circuits replaced by their names: "2-0.lnChi" is "L-R-RCPE-RCPE-RCPE against L-R-RCPE: lnChi".</summary>
    private static string Named(string feature)
    {
        var (head, tail) = (feature.Split('.')[0], feature[(feature.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        var numbers = head.Split('-');
        if (
            !feature.Contains('.', StringComparison.Ordinal)
            || !Array.TrueForAll(numbers, number => int.TryParse(number, CultureInfo.InvariantCulture, out _))
        )
            return feature;
        var names = numbers.Select(number => EisCircuitClass.Names[int.Parse(number, CultureInfo.InvariantCulture)]);
        return $"{string.Join(" against ", names)}: {tail}";
    }

    private static IEnumerable<string> Notes(ImpedanceSpectrum spectrum, CircuitComparison comparison, bool isUnknown)
    {
        if (isUnknown)
            yield return "The deviations from the most probable circuit are no noise: none of these circuits explains the spectrum, or it "
                + "drifted while it was measured; a search without a list may find another.";
        var best = comparison.Circuits.MinBy(circuit => circuit.Bic)!;
        string[] equal =
        [
            .. comparison
                .Circuits.Where(circuit => circuit.Bic < best.Bic + 6)
                .Select(circuit => circuit.Circuit.ToString(Debye.Techniques.Eis.Circuits.CircuitNotation.Dashes, withSettings: false)),
        ];
        if (equal.Length > 1)
            yield return $"By fit alone {equal.Length} circuits are about equal: {string.Join(", ", equal)}.";
        if (spectrum.Length < 25)
            yield return $"{spectrum.Length} points are few: the model learned from spectra of 24 to 83.";
    }

    /// <summary>Says so where the named circuit has more parts than the spectrum shows, as when the right one is not in the list.</summary>
    private static IEnumerable<string> Superfluous(FitResult fit)
    {
        string[] loose =
        [
            .. fit.Parameters.Where(own => !own.IsFixed && (own.IsAtLimit || own.StandardError is null)).Select(own => own.Name),
        ];
        if (loose.Length > 0)
            yield return $"{string.Join(", ", loose)} of the most probable circuit: at a limit, or not determined by the spectrum. "
                + "A simpler circuit, which the model's list may not have, can describe it as well; 'eis search' looks for one.";
    }
}
