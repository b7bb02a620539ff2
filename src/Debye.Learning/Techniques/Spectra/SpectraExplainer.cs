using System.Collections.Immutable;
using Debye.Learning.Baselines;
using Debye.Learning.Explanation;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Trees;
using Debye.Techniques.Spectra;
using Debye.Techniques.Spectra.Lines;
using Debye.Techniques.Spectra.Preprocessing;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Why a model says what it says of a spectrum.</summary>
/// <remarks>
/// SHAP and occlusion hide parts of the spectrum as measured, before any preprocessing, behind the mean training spectrum of the same area;
/// they explain the pooled answer, or the gate. Maps explain the heaviest member that is a network, tree values the heaviest that is of
/// trees. Safe for calls from many threads.
/// </remarks>
public static class SpectraExplainer
{
    /// <summary>Name under which the verdict of the gate is explained.</summary>
    public const string Unknown = "unknown";

    /// <summary>Probabilities are in single precision: what is smaller is 0 to them.</summary>
    private const double LeastProbability = 1e-37;
    private const double LineToleranceKeV = 3;

    /// <summary>Explains one spectrum.</summary>
    /// <param name="model">The model.</param>
    /// <param name="spectrum">As for <see cref="SpectraModel.Predict"/>.</param>
    /// <param name="options">Method and settings.</param>
    /// <exception cref="ArgumentException">The class is none of the model's, the model has no member or gate that the method can explain,
    /// or the spectrum does not fit.</exception>
    public static SpectrumExplanation Explain(SpectraModel model, MaterialSpectrum spectrum, SpectraExplainOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var probabilities = model.Predict([spectrum], options.Threads);
        var index = options.Label is null ? Array.IndexOf(probabilities, probabilities.Max()) : Index(model, options.Label);
        var explanation = options.Method switch
        {
            SpectraExplanationMethod.HiResCam or SpectraExplanationMethod.GradCam => OfMap(model, spectrum, index, options),
            SpectraExplanationMethod.TreeShap => OfTrees(model, spectrum, index),
            _ => OfVersions(model, spectrum, index, options),
        };
        return explanation with { Bands = BandsOf(explanation, spectrum) };
    }

    private static int Index(SpectraModel model, string label)
    {
        var index = model.Labels.ToList().IndexOf(label);
        return index >= 0
            ? index
            : throw new ArgumentException($"Expected one of the classes {string.Join(", ", model.Labels)}, got '{label}'.");
    }

    private static SpectrumExplanation OfVersions(SpectraModel model, MaterialSpectrum spectrum, int index, SpectraExplainOptions options)
    {
        if (options.ExplainsGate && model.Gate is null)
            throw new ArgumentException("Expected a model with a gate: this one takes every spectrum for one of its classes.");
        var scorer = options.ExplainsGate
            ? GateScorer(model, spectrum, options.Threads)
            : ClassScorer(model, spectrum, index, options.Threads);
        var (own, background) = (Row(spectrum.Intensity), Background(model, spectrum));
        double[] importance;
        if (options.Method == SpectraExplanationMethod.Shap)
        {
            importance = BandShap
                .Explain(scorer, own, background, new BandShapOptions { MaximumEvaluations = options.Evaluations })
                .Values.ToArray();
        }
        else
        {
            var width = Math.Clamp((int)(options.WindowShare * spectrum.Length), 1, spectrum.Length);
            importance = Occlusion.Explain(
                scorer,
                own,
                background,
                new OcclusionOptions { Width = width, Stride = Math.Max(1, width / 2) }
            );
        }

        return Of(
            spectrum.Axis,
            spectrum.Intensity,
            importance,
            options.ExplainsGate ? Unknown : model.Labels[index],
            options.Method == SpectraExplanationMethod.Shap ? "SHAP" : "occlusion"
        ) with
        {
            Score = scorer(new FeatureTable(own, own.Length))[0],
            Curves = options.WithChecks ? ExplanationChecks.Curves(scorer, own, importance, background, Steps(own.Length)) : null,
        };
    }

    private static SpectrumExplanation OfMap(SpectraModel model, MaterialSpectrum spectrum, int index, SpectraExplainOptions options)
    {
        var member =
            Heaviest(model, own => own.Base is null ? own.Classifier is NetworkClassifier : own.Classifier is ILinearClassifier)
            ?? throw new ArgumentException("Expected a model with a network among its members; shap and occlusion explain any model.");
        if (member.Base is not null)
            return OfImage(model, member, spectrum, index, options);
        var classifier = (NetworkClassifier)member.Classifier;
        var (features, network) = (member.Features([spectrum]).Row(0).ToArray(), classifier.CopyNetwork());
        Module[] layers = [.. LayersOf(network.Body), .. LayersOf(network.Head)];
        var (behind, method) = (
            network.Body.Children.Count,
            options.Method == SpectraExplanationMethod.GradCam ? ActivationMethod.GradCam : ActivationMethod.HiResCam
        );
        using var backend = new CpuBackend(options.Threads);
        var activation = new ClassActivation(layers, behind, backend);
        double[] Project() =>
            MapProjection.OfSignal(
                activation.Explain(features, [features.Length, 1], index, method),
                features.Length,
                MapInterpolation.Linear,
                ReceptiveCells.Behind(LayersOf(network.Body))
            );
        var importance = Project();
        var axis = member.Pipeline.OutputAxis.Span;
        var scorer = SpectrumScorers.OfNetwork(network, backend, index);
        var explanation = Of(
            axis,
            Shown(spectrum, axis),
            importance,
            model.Labels[index],
            method == ActivationMethod.GradCam ? "Grad-CAM" : "HiResCAM"
        ) with
        {
            Score = scorer(new FeatureTable(features, features.Length))[0],
        };
        return !options.WithChecks
            ? explanation
            : explanation with
            {
                Curves = ExplanationChecks.Curves(
                    scorer,
                    features,
                    importance,
                    SpectrumBackground.OfMean(member.Features([Scaled(model, spectrum)])),
                    Steps(features.Length)
                ),
                Randomisation = [.. ParameterRandomisation.Cascade(layers, Project)],
            };
    }

    /// <summary>The class-activation map of a linear head on the means of a base's maps: exact, and the same for both methods.</summary>
    private static SpectrumExplanation OfImage(
        SpectraModel model,
        SpectraMember member,
        MaterialSpectrum spectrum,
        int index,
        SpectraExplainOptions options
    )
    {
        var (eye, linear, values) = (member.Base!.Eye, ((ILinearClassifier)member.Classifier).Linear, member.Pipeline.Apply(spectrum));
        var maps = eye.Maps(values);
        var weights = new float[linear.FeatureCount];
        for (var j = 0; j < weights.Length; j++)
            weights[j] = (float)(linear.Weights[(index * weights.Length) + j] * linear.Standardisation.Factor[j]);
        var scorer = SpectrumScorers.OfClassifier(new BaseClassifier(member), index, options.Threads);
        var own = Row(values);
        var map = new ActivationMap
        {
            Method = options.Method == SpectraExplanationMethod.GradCam ? ActivationMethod.GradCam : ActivationMethod.HiResCam,
            Rows = maps.Rows,
            Columns = maps.Columns,
            Values = Array.ConvertAll(maps.Activation(weights), value => (double)value),
            Score = scorer(new FeatureTable(own, own.Length))[0],
        };
        var importance = MapProjection.OfImage(map, values.Length);
        return Of(
            member.Pipeline.OutputAxis.Span,
            Shown(spectrum, member.Pipeline.OutputAxis.Span),
            importance,
            model.Labels[index],
            options.Method == SpectraExplanationMethod.GradCam ? "Grad-CAM" : "HiResCAM"
        ) with
        {
            Score = map.Score,
            Curves = options.WithChecks
                ? ExplanationChecks.Curves(
                    scorer,
                    own,
                    importance,
                    SpectrumBackground.OfMean(new FeatureTable(Row(member.Pipeline.Apply(Scaled(model, spectrum))), own.Length)),
                    Steps(own.Length)
                )
                : null,
        };
    }

    private static SpectrumExplanation OfTrees(SpectraModel model, MaterialSpectrum spectrum, int index)
    {
        var found =
            Heaviest(model, own => own.Base is null && Trees(own.Classifier) is not null)
            ?? throw new ArgumentException("Expected a model with trees among its members; shap explains any model.");
        var (trees, features) = (Trees(found.Classifier)!, found.Features([spectrum]).Row(0).ToArray());
        // Boosted trees for two classes have one score, that of the second class.
        var isSecond = trees.ScoreCount == 1;
        var (values, _) = TreeExplanation.Explain(trees, features, isSecond ? 0 : index);
        if (isSecond && index == 0)
            values = Array.ConvertAll(values, value => -value);
        var scores = new double[trees.ScoreCount];
        trees.Score(features, scores);
        return Of(
            found.Pipeline.OutputAxis.Span,
            Shown(spectrum, found.Pipeline.OutputAxis.Span),
            values,
            model.Labels[index],
            "TreeSHAP"
        ) with
        {
            Score = isSecond ? (index == 0 ? -scores[0] : scores[0]) : scores[index],
        };
    }

    /// <summary>As many bands hidden and shown as usual, or as a short spectrum has points.</summary>
    private static ExplanationCheckOptions Steps(int points)
    {
        var usual = new ExplanationCheckOptions();
        return usual with { Bands = Math.Min(usual.Bands, points) };
    }

    private static IEnumerable<Module> LayersOf(Sequential sequence) => sequence.Children.Select(child => child.Value);

    private static TreeModel? Trees(IClassifier classifier) => classifier as TreeModel ?? (classifier as BoostedClassifier)?.Trees;

    private static SpectraMember? Heaviest(SpectraModel model, Predicate<SpectraMember> explains) =>
        model
            .Members.Index()
            .Where(pair => explains(pair.Item))
            .OrderByDescending(pair => model.Pool.Weights[pair.Index])
            .Select(pair => pair.Item)
            .FirstOrDefault();

    /// <summary>
    /// Log-odds of a class, those of the members in their weights: unlike pooled probabilities they do not level off where a model is sure.
    /// </summary>
    private static SpectrumScorer ClassScorer(SpectraModel model, MaterialSpectrum spectrum, int index, int threads) =>
        rows =>
        {
            var (versions, classes, scores) = (Versions(spectrum, rows), model.Labels.Count, new double[rows.Rows]);
            for (var k = 0; k < model.Members.Count; k++)
            {
                var logits = Logits(model.Members[k], versions, threads);
                for (var i = 0; i < scores.Length; i++)
                    scores[i] += model.Pool.Weights[k] * LogOdds(logits.AsSpan(i * classes, classes), index);
            }

            return scores;
        };

    /// <summary>
    /// What a member's softmax is taken of, where it has one: probabilities in single precision end where it is sure. Of others the
    /// logarithms of probabilities.
    /// </summary>
    private static double[] Logits(SpectraMember member, IReadOnlyList<MaterialSpectrum> spectra, int threads)
    {
        var features = member.Features(spectra, threads);
        return member.Classifier switch
        {
            ILinearClassifier own => own.Linear.Scores(features, threads),
            NetworkClassifier own => Array.ConvertAll(own.Scores(features, threads), score => (double)score),
            _ => Array.ConvertAll(member.Classifier.Predict(features, threads), p => Math.Log(Math.Max(p, LeastProbability))),
        };
    }

    /// <summary>Logit of a class less the logarithm of the sum over the others.</summary>
    private static double LogOdds(ReadOnlySpan<double> logits, int index)
    {
        var largest = double.NegativeInfinity;
        for (var k = 0; k < logits.Length; k++)
            if (k != index)
                largest = Math.Max(largest, logits[k]);
        var total = 0.0;
        for (var k = 0; k < logits.Length; k++)
            if (k != index)
                total += Math.Exp(logits[k] - largest);
        return logits.Length == 1 ? logits[0] : logits[index] - largest - Math.Log(total);
    }

    /// <summary>Positive where the spectrum counts as unknown: importance then is what makes it unlike the known ones.</summary>
    private static SpectrumScorer GateScorer(SpectraModel model, MaterialSpectrum spectrum, int threads) =>
        rows => [.. model.Scores(Versions(spectrum, rows), threads).Select(score => model.Gate!.Detector.Threshold - score)];

    private static MaterialSpectrum[] Versions(MaterialSpectrum spectrum, FeatureTable rows)
    {
        var versions = new MaterialSpectrum[rows.Rows];
        for (var i = 0; i < versions.Length; i++)
            versions[i] = spectrum.WithPoints(
                spectrum.Unit,
                spectrum.Axis,
                Array.ConvertAll(rows.Row(i).ToArray(), value => (double)value)
            );
        return versions;
    }

    private static SpectrumBackground Background(SpectraModel model, MaterialSpectrum spectrum)
    {
        var row = Row(Scaled(model, spectrum).Intensity);
        return SpectrumBackground.OfMean(new FeatureTable(row, row.Length));
    }

    /// <summary>
    /// The mean training spectrum in place of another, with its area as far as both reach; beyond, the other as it is, so that nothing
    /// there is hidden.
    /// </summary>
    private static MaterialSpectrum Scaled(SpectraModel model, MaterialSpectrum spectrum)
    {
        var (low, high) = (model.Background.Axis[0], model.Background.Axis[^1]);
        var values = spectrum.Intensity.ToArray();
        int[] inside = [.. Enumerable.Range(0, values.Length).Where(i => spectrum.Axis[i] >= low && spectrum.Axis[i] <= high)];
        if (inside.Length == 0)
            throw new ArgumentException(
                Invariant(
                    $"Expected a spectrum within {low:g6}…{high:g6}, {spectrum.Source} covers {spectrum.Axis[0]:g6}…{spectrum.Axis[^1]:g6}."
                ),
                nameof(spectrum)
            );
        double[] axis = [.. inside.Select(i => spectrum.Axis[i])];
        var mean = new double[axis.Length];
        SpectrumResampling.Linear(model.Background.Axis, model.Background.Intensity, axis, mean);
        var (area, own) = (inside.Sum(i => Math.Abs(values[i])), mean.Sum(Math.Abs));
        for (var k = 0; k < inside.Length; k++)
            values[inside[k]] = own > 0 ? mean[k] * area / own : 0;
        return spectrum.WithPoints(spectrum.Unit, spectrum.Axis, values);
    }

    /// <summary>The spectrum as measured, at the points that a member sees.</summary>
    private static double[] Shown(MaterialSpectrum spectrum, ReadOnlySpan<double> axis)
    {
        var values = new double[axis.Length];
        SpectrumResampling.Linear(spectrum.Axis, spectrum.Intensity, axis, values);
        return values;
    }

    private static SpectrumExplanation Of(
        ReadOnlySpan<double> axis,
        ReadOnlySpan<double> intensity,
        double[] importance,
        string label,
        string method
    ) =>
        new()
        {
            Label = label,
            Method = method,
            Axis = axis.ToArray(),
            Intensity = intensity.ToArray(),
            Importance = importance,
        };

    /// <summary>The important bands; those of gamma spectra with the lines of the peaks in them.</summary>
    private static ImmutableArray<ImportantBand> BandsOf(SpectrumExplanation explanation, MaterialSpectrum spectrum)
    {
        if (spectrum.Unit != SpectrumAxisUnit.KiloElectronVolt || spectrum.Intensity.ContainsAnyExceptInRange(0, double.MaxValue))
            return ImportantBands.Find(explanation.Axis.Span, explanation.Importance.Span);
        var peaks = new PromptGammaPeaks(spectrum);
        return ImportantBands.Find(
            explanation.Axis.Span,
            explanation.Importance.Span,
            null,
            band => peaks.Describe(band.From - LineToleranceKeV, band.To + LineToleranceKeV)
        );
    }

    private static float[] Row(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), value => (float)value);
}
