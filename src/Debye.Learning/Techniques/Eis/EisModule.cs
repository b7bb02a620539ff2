using Debye.Techniques;
using Debye.Techniques.Eis;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Impedance: identify circuits, train and judge models.</summary>
public sealed class EisModule : TechniqueModule
{
    /// <inheritdoc/>
    public override Technique Technique => EisTechnique.Description;

    /// <inheritdoc/>
    public override AnswerVerb Answers { get; } = new EisAnswerVerb();

    /// <inheritdoc/>
    public override TrainVerb Trains { get; } = new EisTrainVerb();

    /// <inheritdoc/>
    public override EvaluateVerb Evaluates { get; } = new EisEvaluateVerb();

    /// <inheritdoc/>
    public override TechniqueProof Proof { get; } = new EisProof();
}
