using Debye.Techniques;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Powder diffraction: identify patterns, train and judge networks.</summary>
public sealed class XrdModule : TechniqueModule
{
    /// <inheritdoc/>
    public override Technique Technique => XrdTechnique.Description;

    /// <inheritdoc/>
    public override AnswerVerb Answers { get; } = new XrdAnswerVerb();

    /// <inheritdoc/>
    public override TrainVerb Trains { get; } = new XrdTrainVerb();

    /// <inheritdoc/>
    public override EvaluateVerb Evaluates { get; } = new XrdEvaluateVerb();

    /// <inheritdoc/>
    public override TechniqueProof Proof { get; } = new XrdProof();
}
