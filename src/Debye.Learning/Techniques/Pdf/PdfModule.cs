using Debye.Techniques;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Pair distribution: identify curves, train and judge models.</summary>
public sealed class PdfModule : TechniqueModule
{
    /// <inheritdoc/>
    public override Technique Technique => PdfTechnique.Description;

    /// <inheritdoc/>
    public override AnswerVerb Answers { get; } = new PdfAnswerVerb();

    /// <inheritdoc/>
    public override TrainVerb Trains { get; } = new PdfTrainVerb();

    /// <inheritdoc/>
    public override EvaluateVerb Evaluates { get; } = new PdfEvaluateVerb();

    /// <inheritdoc/>
    public override TechniqueProof Proof { get; } = new PdfProof();
}
