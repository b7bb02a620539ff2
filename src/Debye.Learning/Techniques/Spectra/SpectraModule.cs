using Debye.Techniques;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Spectra of materials: identify classes or refuse, train and judge models.</summary>
public sealed class SpectraModule : TechniqueModule
{
    /// <inheritdoc/>
    public override Technique Technique => SpectraTechnique.Description;

    /// <inheritdoc/>
    public override AnswerVerb Answers { get; } = new SpectraAnswerVerb();

    /// <inheritdoc/>
    public override TrainVerb Trains { get; } = new SpectraTrainVerb();

    /// <inheritdoc/>
    public override EvaluateVerb Evaluates { get; } = new SpectraEvaluateVerb();

    /// <inheritdoc/>
    public override TechniqueProof Proof { get; } = new SpectraProof();
}
