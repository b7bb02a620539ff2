using Debye.Learning.Answers;
using Debye.Learning.Calibration;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Spectra.Preprocessing;
using Debye.Learning.Trees;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>A frozen network in use, and where its files are.</summary>
/// <param name="Source">Where its files are.</param>
/// <param name="Eye">The network with the image it looks at.</param>
public sealed record SpectraBase(ImageBaseOptions Source, SpectrumImageBase Eye)
{
    /// <summary>Reads a base for spectra of a length.</summary>
    internal static SpectraBase? Load(ImageBaseOptions? source, int points) =>
        source is null ? null : new SpectraBase(source, source.Load(points));
}

/// <summary>A fitted member: preprocessing, then a classifier.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
/// <param name="Pipeline">Preprocessing, fitted on training spectra.</param>
/// <param name="Classifier">The classifier.</param>
public sealed record SpectraMember(SpectrumPipeline Pipeline, IClassifier Classifier)
{
    /// <summary>The frozen network between them; null for none.</summary>
    public SpectraBase? Base { get; init; }

    /// <summary>Numbers that the classifier gets.</summary>
    internal int FeatureCount => Base?.Eye.OutputCount ?? Pipeline.OutputAxis.Length;

    /// <summary>Spectra as the classifier sees them.</summary>
    internal FeatureTable Features(IReadOnlyList<MaterialSpectrum> spectra, int threads = 1) => Features(Pipeline, Base, spectra, threads);

    /// <summary>Spectra after preprocessing and base.</summary>
    internal static FeatureTable Features(
        SpectrumPipeline pipeline,
        SpectraBase? own,
        IReadOnlyList<MaterialSpectrum> spectra,
        int threads
    ) => SpectraGate.Inputs(pipeline, own, spectra, threads).ToFeatures();

    /// <summary>Probabilities, spectra × classes.</summary>
    internal float[] Predict(IReadOnlyList<MaterialSpectrum> spectra, int threads) =>
        Classifier.Predict(Features(spectra, threads), threads);
}

/// <summary>A fitted detector of unknown materials.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
/// <param name="Pipeline">Preprocessing; null where the detector looks at pooled logits.</param>
/// <param name="Detector">The detector.</param>
public sealed record SpectraGate(SpectrumPipeline? Pipeline, OpenSetDetector Detector)
{
    /// <summary>The frozen network between them; null for none.</summary>
    public SpectraBase? Base { get; init; }

    /// <summary>Spectra after preprocessing and base.</summary>
    internal static SampleTable Inputs(SpectrumPipeline pipeline, SpectraBase? own, IReadOnlyList<MaterialSpectrum> spectra, int threads)
    {
        var table = pipeline.Apply(spectra);
        return own is null ? table : own.Eye.Represent(table, threads);
    }
}

/// <summary>
/// Tells the class of a material from a spectrum, or that it is none of the known ones. Immutable; safe from many threads.
/// </summary>
public sealed class SpectraModel
{
    /// <summary>Puts a model together.</summary>
    internal SpectraModel(string name, IReadOnlyList<string> labels, IReadOnlyList<SpectraMember> members, PositivePool pool)
    {
        (Name, Labels, Members, Pool) = (name, labels, members, pool);
    }

    /// <summary>Name for answers.</summary>
    public string Name { get; internal init; }

    /// <summary>The known classes, in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Classifiers with their preprocessing.</summary>
    public IReadOnlyList<SpectraMember> Members { get; }

    /// <summary>How their probabilities are combined.</summary>
    public PositivePool Pool { get; }

    /// <summary>Prediction sets; null where nothing was cross-validated.</summary>
    public ConformalSets? Sets { get; internal init; }

    /// <summary>Decides whether a spectrum is one of the known classes; null for a closed set.</summary>
    public SpectraGate? Gate { get; internal init; }

    /// <summary>Mean training spectrum, each divided by its area: what explanations take for "nothing special".</summary>
    public required MaterialSpectrum Background { get; init; }

    /// <summary>What the axis of a spectrum has to count.</summary>
    public SpectrumAxisUnit Unit => Background.Unit;

    /// <summary>
    /// A spectrum that states no unit with that of the model, and one without an axis with that of the training spectra where it has as
    /// many points; a note says so.
    /// </summary>
    /// <param name="spectrum">Any spectrum; one that states a unit comes back as it is.</param>
    public MaterialSpectrum Adopt(MaterialSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (spectrum.Unit == Unit || spectrum.Unit is not (SpectrumAxisUnit.Other or SpectrumAxisUnit.Index or SpectrumAxisUnit.Channel))
            return spectrum;
        var isBare = spectrum.Unit != SpectrumAxisUnit.Other;
        if (isBare && spectrum.Length != Background.Length)
            return spectrum;
        var adopted = spectrum.WithPoints(Unit, isBare ? Background.Axis : spectrum.Axis, spectrum.Intensity);
        return new MaterialSpectrum(adopted.Unit, adopted.Axis, adopted.Intensity)
        {
            Source = spectrum.Source,
            Label = spectrum.Label,
            Group = spectrum.Group,
            LiveTimeSeconds = spectrum.LiveTimeSeconds,
            RealTimeSeconds = spectrum.RealTimeSeconds,
            Fields = spectrum.Fields,
            Notes =
            [
                .. spectrum.Notes,
                isBare
                    ? $"The source states no axis: that of the training spectra ({Unit}) was taken."
                    : $"The source states no unit of its axis: {Unit}, that of the model, was taken.",
            ],
        };
    }

    /// <summary>Probabilities of the classes if the material is one of them, spectra × classes.</summary>
    /// <param name="spectra">In <see cref="Unit"/>, over the axis of the training spectra unless the first step resamples.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">Unit or axis do not fit, or a step cannot be taken.</exception>
    public float[] Predict(IReadOnlyList<MaterialSpectrum> spectra, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return Pool.Combine(Labels.Count, [.. Members.Select(member => member.Predict(spectra, threads))]);
    }

    /// <summary>Scores of the detector: the higher, the more like the known classes; empty for a closed set.</summary>
    /// <param name="spectra">As for <see cref="Predict"/>.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">Unit or axis do not fit, or a step cannot be taken.</exception>
    public double[] Scores(IReadOnlyList<MaterialSpectrum> spectra, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return Gate is null ? [] : Scores(spectra, Gate.Pipeline is null ? Predict(spectra, threads) : [], threads);
    }

    /// <summary>Answers for spectra.</summary>
    /// <param name="spectra">As for <see cref="Predict"/>.</param>
    /// <param name="options">What to answer.</param>
    /// <exception cref="ArgumentException">Unit or axis do not fit, or a step cannot be taken.</exception>
    public IReadOnlyList<SpectraAnswer> Identify(IReadOnlyList<MaterialSpectrum> spectra, SpectraIdentifyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Identify(spectra, Predict(spectra, options.Threads), options);
    }

    /// <summary>Answers for spectra whose probabilities are known already.</summary>
    internal IReadOnlyList<SpectraAnswer> Identify(
        IReadOnlyList<MaterialSpectrum> spectra,
        float[] probabilities,
        SpectraIdentifyOptions options
    )
    {
        var scores = Gate is null ? [] : Scores(spectra, probabilities, options.Threads);
        return
        [
            .. spectra.Select(
                (spectrum, i) =>
                    Answer(spectrum, probabilities.AsSpan(i * Labels.Count, Labels.Count), scores.Length > 0 ? scores[i] : null, options)
            ),
        ];
    }

    /// <summary>What a detector of logits looks at: logarithms of pooled probabilities.</summary>
    internal static double[] Logits(ReadOnlySpan<float> probabilities)
    {
        const double least = 1e-30;
        var logits = new double[probabilities.Length];
        for (var i = 0; i < logits.Length; i++)
            logits[i] = Math.Log(Math.Max(probabilities[i], least));
        return logits;
    }

    private double[] Scores(IReadOnlyList<MaterialSpectrum> spectra, float[] probabilities, int threads) =>
        Gate!.Detector.Scores(
            Gate.Pipeline is { } pipeline
                ? SpectraGate.Inputs(pipeline, Gate.Base, spectra, threads)
                : new SampleTable(Logits(probabilities), Labels.Count)
        );

    private SpectraAnswer Answer(
        MaterialSpectrum spectrum,
        ReadOnlySpan<float> probabilities,
        double? score,
        SpectraIdentifyOptions options
    )
    {
        var row = probabilities.ToArray();
        int[] order = [.. Enumerable.Range(0, row.Length).OrderByDescending(k => row[k]).ThenBy(k => k)];
        var set = Sets is null ? ConformalSets.Uncalibrated(row, options.Coverage) : Sets.Predict(row, options.Coverage);
        var isUnknown = score is { } own && own < Gate!.Detector.Threshold;
        return new SpectraAnswer
        {
            Input = spectrum.Source,
            Model = Name,
            Candidates = [.. order.Take(options.Top).Select(k => new Candidate(Labels[k], Labels[k], row[k]))],
            PredictionSet = [.. set.Select(k => Labels[k])],
            Coverage = options.Coverage,
            IsUnknown = isUnknown,
            Because = isUnknown ? "less like the training spectra than known materials are" : null,
            UnknownScore = -score,
            Threshold = -Gate?.Detector.Threshold,
            Detector = Gate?.Detector.Name,
            Notes = spectrum.Notes,
        };
    }
}
